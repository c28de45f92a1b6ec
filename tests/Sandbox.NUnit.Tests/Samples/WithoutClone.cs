namespace Sandbox.NUnit.Samples;

/// <summary>Tests that ask for what they do not say, or that there is not.</summary>
public sealed class WithoutClone
{
    [Test, RolledBack]
    public void Names_no_clone() => Assert.Pass();

    [Test, RolledBack, CloneOf("bodies/none.sql")]
    public void Names_a_fixture_that_there_is_not() => Assert.Pass();

    [Test, RolledBack, CloneOf("bodies/broken.sql")]
    public void Has_a_broken_fixture() => Assert.Pass();

    [Test, RolledBack, CloneOf("bodies/broken.sql")]
    public void Has_the_same_broken_fixture() => Assert.Pass();

    [Test]
    public void Asks_for_a_clone() => Clone.Current.OpenAsync();
}
