using System.Xml.Linq;

namespace Sandbox.NUnit.Tests;

/// <summary>What happens to a test of which it is not proven that nothing survived it, read from NUnit's own result of a run in another process.</summary>
[Parallelizable]
public sealed class BodyFailureTests
{
    private XElement _run = null!;

    [OneTimeSetUp]
    public async Task RunTheTests()
    {
        using var project = new SampleProject();
        project.Write("bodies/items.sql", "CREATE TABLE items (id int PRIMARY KEY);\nINSERT INTO items SELECT generate_series(1, 2);\n");
        project.Write("bodies/broken.sql", "SELECT 1;\nSELECT * FROM nowhere;\n");
        _run = await project.RunAsync("run", ["Bodies", "Committing", "WithoutClone"], TestContext.CurrentContext.CancellationToken);
    }

    [TestCase("Passes")]
    [TestCase("Only_reads_on_a_connection_of_its_own")]
    [TestCase("Leaves_its_connection_and_its_transaction_open")]
    [TestCase("Commits(1)")]
    [TestCase("Commits(2)")]
    [TestCase("Has_an_empty_clone_of_its_own")]
    public void What_leaves_nothing_passes(string name) => _run.Case(name).Outcome().ShouldBe("Passed", _run.Case(name).Message());

    [Test]
    public void Each_that_commits_has_a_clone_of_its_own()
    {
        var clones = _run.Cases().Where(static test => test.Output().Length > 0).Select(static test => test.Output()).ToList();
        clones.Count.ShouldBe(2);
        clones.ShouldBeUnique();
    }

    [TestCase("Commits_among_other_statements", "REFUSED", "transaction control among other statements")]
    [TestCase("Creates_a_database", "REFUSED", "CREATE DATABASE is refused")]
    [TestCase("Makes_a_slot_behind_our_back", "RESIDUE", "left behind: replication slot left_behind")]
    [TestCase("Commits_on_a_connection_of_its_own", "RESIDUE", "net-zero is not proven: ")] // who it was depends on whether the server has ended the session yet
    [TestCase("Commits_on_a_connection_of_its_own_that_stays_open", "RESIDUE", "another session was in the clone while the test ran")]
    [TestCase("Writes_on_a_connection_of_its_own_and_does_not_say_when_it_commits", "RESIDUE", "another session was in the clone while the test ran")]
    [TestCase("Ends_its_own_session", "ERROR", "is lost")]
    public void What_is_not_proven_to_leave_nothing_fails(string name, string verdict, string reason)
    {
        var test = _run.Case(name);
        test.Outcome().ShouldBe("Failed");
        test.Message().ShouldStartWith($"{verdict}  Sandbox.NUnit.Samples.Bodies.{name}");
        test.Message().ShouldContain(reason);
        test.Attachments().ShouldHaveSingleItem().ShouldEndWith(".json");
    }

    [Test]
    public void A_failure_of_the_tests_own_says_where_and_has_the_report_attached()
    {
        var test = _run.Case("Expects_other_effects");
        test.Message().ShouldBe("rows deleted in items should be\n  3\nbut were\n  2");
        test.Attachments().ShouldHaveSingleItem().ShouldEndWith(".json");
    }

    [TestCase("Names_no_clone", "[RolledBack] needs a clone: add [CloneOf(\"fixture.sql\")]")]
    [TestCase("Names_a_fixture_that_there_is_not", "[CloneOf(\"bodies/none.sql\")] is no file")]
    [TestCase("Has_a_broken_fixture", "broken.sql:2:15: ")]
    [TestCase("Has_the_same_broken_fixture", "broken.sql:2:15: ")]
    [TestCase("Asks_for_a_clone", "put [CloneOf(\"fixture.sql\")] on it or on its class")]
    public void What_is_missing_is_told(string name, string reason)
    {
        var test = _run.Case(name);
        test.Outcome().ShouldBe("Failed");
        test.Message().ShouldContain(reason);
    }
}
