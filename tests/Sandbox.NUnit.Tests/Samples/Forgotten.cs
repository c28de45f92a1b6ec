namespace Sandbox.NUnit.Samples;

/// <summary>A test that never rehearses what it was handed.</summary>
public sealed class Forgotten
{
    [Rehearsal("scripts/good.sql")]
    public void Rehearse(RehearsalCase script) => script.Name.ShouldNotBeEmpty();
}
