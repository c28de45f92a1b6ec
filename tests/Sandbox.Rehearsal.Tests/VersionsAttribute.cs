using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Sandbox.Rehearsal.Tests;

/// <summary>A fixture for each of some versions of the server, which its constructor takes as its last argument: all of them where all cases are played, else the newest.</summary>
/// <param name="majors">The versions, the newest last.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class VersionsAttribute(params int[] majors) : NUnitAttribute, IFixtureBuilder
{
    /// <summary>What the constructor takes before the version.</summary>
    public object[] Before { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo) =>
        (CasesToPlay.IsAll ? majors : majors[^1..]).SelectMany(major => new TestFixtureAttribute([.. Before, major]).BuildFrom(typeInfo));
}
