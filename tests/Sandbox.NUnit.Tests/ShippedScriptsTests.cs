namespace Sandbox.NUnit.Tests;

/// <summary>Rehearses the scripts that ship, as anybody rehearses theirs.</summary>
[Parallelizable]
public sealed class ShippedScriptsTests
{
    [Rehearsal("scripts/**/*.sql")]
    public Task Rehearse(RehearsalCase script) => script.PassesAsync();
}
