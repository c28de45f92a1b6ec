namespace Sandbox.NUnit.Samples;

/// <summary>The fixture that everybody writes.</summary>
public sealed class Scripts
{
    [Rehearsal("scripts/**/*.sql")]
    public Task Rehearse(RehearsalCase script) => script.PassesAsync();
}
