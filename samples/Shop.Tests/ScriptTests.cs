namespace Shop.Tests;

/// <summary>Every script is a test: rehearsed on a clone, rolled back, its checks read.</summary>
public sealed class ScriptTests
{
    [Rehearsal("scripts/*.sql")]
    public Task Rehearse(RehearsalCase script) => script.PassesAsync();
}
