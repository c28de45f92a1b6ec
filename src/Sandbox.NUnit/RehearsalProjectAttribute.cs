using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using Sandbox.NUnit.Servers;

namespace Sandbox.NUnit;

/// <summary>
/// Says where the project of a test assembly is, and ends the assembly's throwaway server when its tests have run. The package's build
/// files write it; without it the search for scripts starts at the assembly's folder and the server ends with the process.
/// </summary>
/// <param name="directory">The project's folder; a relative one starts from the assembly's folder.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class RehearsalProjectAttribute(string directory) : Attribute, ITestAction
{
    /// <summary>The project's folder, as it was given.</summary>
    public string Directory { get; } = directory;

    /// <inheritdoc/>
    ActionTargets ITestAction.Targets => ActionTargets.Suite;

    /// <inheritdoc/>
    void ITestAction.BeforeTest(ITest test)
    {
        // The server starts with the first rehearsal, so that a run without one starts none.
    }

    /// <inheritdoc/>
    void ITestAction.AfterTest(ITest test)
    {
        if (test is TestAssembly { Assembly: { } assembly })
        {
            AssemblyServer.Of(assembly).End();
        }
    }
}
