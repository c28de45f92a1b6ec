using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;
using NUnit.Framework.Internal.Commands;
using Sandbox.NUnit.Outcomes;
using Sandbox.NUnit.Projects;

namespace Sandbox.NUnit;

/// <summary>
/// Turns scripts into test cases, one a script, named by the script's path, in the category <c>Rehearsal</c>. Discovery reads file names and
/// nothing else; the assembly's throwaway server starts with the first case that runs.
/// </summary>
/// <example>
/// <code>
/// public sealed class Scripts
/// {
///     [Rehearsal("scripts/**/*.sql")]
///     public Task Rehearse(RehearsalCase script) => script.PassesAsync();
/// }
/// </code>
/// </example>
/// <remarks>
/// A test that ends well without having rehearsed its script fails, and so does a glob that stands for no script. The environment variable
/// <c>SANDBOX_SERVER</c> chooses the server: <c>local</c>, <c>local:15</c>, <c>packaged:18</c>, <c>container:16</c>.
/// </remarks>
/// <param name="paths">
/// Scripts, folders and globs (<c>*</c>, <c>?</c>, <c>**</c>). A relative one starts from the project's folder, or from the nearest folder above it,
/// up to the one with <c>sandbox.json</c>, a solution or <c>.git</c>, in which it stands for a script. Fixtures (<c>clone.sql</c>) are left out.
/// </param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RehearsalAttribute(params string[] paths) : NUnitAttribute, ITestBuilder, IImplyFixture, IWrapTestMethod
{
    /// <summary>The category that every case is in.</summary>
    public const string Category = "Rehearsal";

    /// <summary>Scripts, folders and globs, as they were given.</summary>
    public IReadOnlyList<string> Paths { get; } = paths;

    /// <inheritdoc/>
    IEnumerable<TestMethod> ITestBuilder.BuildFrom(IMethodInfo method, Test? suite)
    {
        var builder = new NUnitTestCaseBuilder();
        foreach (var parameters in Cases(method))
        {
            parameters.Properties.Add(PropertyNames.Category, Category);
            yield return builder.BuildTestMethod(method, suite, parameters);
        }
    }

    /// <inheritdoc/>
    TestCommand ICommandWrapper.Wrap(TestCommand command) => new RehearsedCommand(command);

    private IReadOnlyList<TestCaseParameters> Cases(IMethodInfo method)
    {
        if (method.GetParameters() is not [var first, ..] || first.ParameterType != typeof(RehearsalCase))
        {
            return [NotRunnable($"[Rehearsal] hands the script to the test: give {method.Name} a first parameter of type {nameof(RehearsalCase)}")];
        }

        var assembly = method.TypeInfo.Assembly;
        try
        {
            return [.. ProjectFolder.Of(assembly).Scripts(Paths).Select(script => Runnable(new RehearsalCase(assembly, script)))];
        }
        catch (SandboxException nothing)
        {
            return [NotRunnable(nothing.Message)];
        }
    }

    private static TestCaseParameters Runnable(RehearsalCase script) => new(new TestCaseData((object)script).SetArgDisplayNames(script.Name));

    private static TestCaseParameters NotRunnable(string reason)
    {
        var parameters = new TestCaseParameters { RunState = RunState.NotRunnable };
        parameters.Properties.Set(PropertyNames.SkipReason, reason);
        return parameters;
    }
}
