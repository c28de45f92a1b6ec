using System.Collections.Concurrent;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using Sandbox.NUnit.Outcomes;
using Sandbox.NUnit.Projects;
using Sandbox.NUnit.Servers;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.NUnit.CloneLife;

/// <summary>The clones of the tests that run now. NUnit's ends of a test are synchronous, so this is where it is waited.</summary>
internal static class TestClones
{
    private static readonly ConcurrentDictionary<string, TestClone> Running = new(StringComparer.Ordinal);

    /// <summary>The clone of a test; null where it has none.</summary>
    /// <param name="test">The test's id.</param>
    public static Clone? Of(string test) => Running.TryGetValue(test, out var clone) ? new Clone(clone) : null;

    /// <summary>Gives a test its clone, where no nearer attribute has done so.</summary>
    /// <param name="test">The test.</param>
    /// <param name="rolledBack">How it is rolled back; null where it is not.</param>
    /// <exception cref="AssertionException">The clone could not be built, or the guard refused it.</exception>
    public static void Begin(ITest test, RolledBackAttribute? rolledBack)
    {
        if (!Running.ContainsKey(test.Id))
        {
            Running[test.Id] = Wait(() => TakeAsync(test, rolledBack));
        }
    }

    /// <summary>Takes it back. A test of which it is not proven that nothing survived fails.</summary>
    /// <param name="test">The test.</param>
    public static void End(ITest test)
    {
        if (!Running.TryRemove(test.Id, out var clone) || Wait(clone.EndAsync) is not { } report)
        {
            return;
        }

        var result = TestExecutionContext.CurrentContext.CurrentResult;
        var hasFailed = result.ResultState.Status == TestStatus.Failed || result.PendingFailures > 0;
        if (hasFailed || report.Verdict != Verdict.Pass)
        {
            Attachments.Add(report);
        }

        if (report.Verdict != Verdict.Pass)
        {
            Tell(result, FailureMessage.Of(test.FullName, report), hasFailed);
        }
    }

    private static void Tell(TestResult result, string message, bool hasFailed)
    {
        if (hasFailed)
        {
            // The test's own failure is what is told first.
            result.SetResult(result.ResultState, $"{result.Message}\n\n{message}", result.StackTrace);
        }
        else
        {
            result.SetResult(ResultState.Failure, message);
        }
    }

    private static async Task<TestClone> TakeAsync(ITest test, RolledBackAttribute? rolledBack)
    {
        if (TestAttributes.Find<CloneOfAttribute>(test) is not { } cloneOf)
        {
            throw new SandboxException(ExitCode.Usage, "[RolledBack] needs a clone: add [CloneOf(\"fixture.sql\")], or [CloneOf] for an empty one");
        }

        var assembly = test.TypeInfo!.Assembly;
        var project = ProjectFolder.Of(assembly);
        var fixture = cloneOf.Fixture is { } path ? project.Find(path) : null;
        var stage = await AssemblyServer.Of(assembly).StageAsync(CancellationToken.None);
        return await TestClone.TakeAsync(stage, test.FullName, fixture, project.Path, rolledBack);
    }

    private static T Wait<T>(Func<Task<T>> ask)
    {
        try
        {
            return Task.Run(ask).GetAwaiter().GetResult();
        }
        catch (SandboxException refusal)
        {
            throw new AssertionException(Redaction.Of(refusal.Message), refusal);
        }
    }
}
