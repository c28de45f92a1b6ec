using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;
using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.States;

namespace Sandbox.NUnit.States;

/// <summary>Runs a test between two readings of a database's state.</summary>
/// <param name="command">The test itself.</param>
/// <param name="attribute">What is asked for.</param>
internal sealed class StateUnchangedCommand(TestCommand command, StateUnchangedAttribute attribute) : DelegatingTestCommand(command)
{
    private const int MostLines = 80;

    /// <inheritdoc/>
    public override TestResult Execute(TestExecutionContext context)
    {
        var target = DatabaseSource.Find(attribute.Source, Test, context.TestObject);
        var options = new StateOptions { Rows = attribute.Rows, Cluster = attribute.Cluster };
        var before = Wait(() => DatabaseState.CaptureAsync(target, options, context.CancellationToken));
        TestResult result;
        try
        {
            result = innerCommand.Execute(context);
        }
        catch (Exception)
        {
            // The test's own failure is what is told; what it left behind besides is in its output.
            if (Difference(before, target, options) is { } left)
            {
                context.OutWriter.WriteLine(left);
            }

            throw;
        }

        if (Difference(before, target, options) is not { } difference)
        {
            return result;
        }

        if (result.ResultState.Status == TestStatus.Failed || result.PendingFailures > 0)
        {
            context.OutWriter.WriteLine(difference);
            return result;
        }

        throw new AssertionException(difference);
    }

    // An interrupted test is verified all the same: that is when something is left behind.
    private string? Difference(DatabaseState before, ConnectionTarget target, StateOptions options)
    {
        var comparison = Wait(() => before.VerifyAsync(target, options, CancellationToken.None));
        if (comparison.ExitCode(attribute.Strict) == ExitCode.Success)
        {
            return null;
        }

        var lines = StateReport.Lines(comparison, attribute.Strict).Select(static line => line.Text).SkipLast(1).ToList();
        return string.Join('\n', (string[])
        [
            StateReport.Verdict(comparison, attribute.Strict).Text,
            .. lines.Take(MostLines),
            .. lines.Count > MostLines ? [VisibleText.Escape($"  ... and {lines.Count - MostLines} more")] : (string[])[],
        ]);
    }

    // NUnit's commands are synchronous.
    private static T Wait<T>(Func<Task<T>> read)
    {
        try
        {
            return Task.Run(read).GetAwaiter().GetResult();
        }
        catch (SandboxException error)
        {
            throw new AssertionException($"[StateUnchanged] cannot read the state: {Redaction.Of(error.Message)}", error);
        }
    }
}
