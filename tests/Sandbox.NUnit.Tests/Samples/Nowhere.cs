namespace Sandbox.NUnit.Samples;

/// <summary>A glob that stands for no script.</summary>
public sealed class Nowhere
{
    [Rehearsal("elsewhere/**/*.sql")]
    public Task Rehearse(RehearsalCase script) => script.PassesAsync();
}
