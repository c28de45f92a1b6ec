using NUnit.Framework;
using Sandbox.NUnit;

namespace Rehearsals.Tests;

/// <summary>Every script in rehearsals is a test case.</summary>
[Parallelizable]
public sealed class RehearsalTests
{
    [Rehearsal("rehearsals/**/*.sql")]
    public Task Rehearse(RehearsalCase script) => script.PassesAsync();
}
