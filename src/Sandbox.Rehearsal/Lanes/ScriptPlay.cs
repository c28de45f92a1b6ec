using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Printing;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Lanes;

/// <summary>Plays a planned script, whatever its lane.</summary>
internal static class ScriptPlay
{
    /// <summary>Plays it to its end, or to what ends it.</summary>
    /// <param name="plan">The script's plan.</param>
    /// <param name="request">The run that it belongs to.</param>
    /// <param name="transactions">How its transactions are played.</param>
    /// <param name="recorder">Records it.</param>
    /// <param name="clock">Ends what hangs.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <exception cref="SandboxException">A statement took too long (<see cref="ExitCode.VerdictFail"/>), or is refused.</exception>
    public static async Task PlayAsync(
        ScriptPlan plan, RehearsalRequest request, ITransactions transactions, Recorder recorder, StatementClock clock, CancellationToken cancellationToken)
    {
        var player = new ScriptPlayer(transactions, Variables(plan, request), new PsqlOutput(recorder.Output, TextWriter.Null), recorder, new PlayerOptions
        {
            Dialect = request.Dialect,
            Limits = plan.Limits,
            Refuses = request.Defences.HasFlag(Defences.Classifier),
            Time = request.Time,
            WorkingFolder = request.WorkingFolder,
            AllowedCommands = request.Policy.AllowedMetaCommands,
            Input = request.Input,
        });
        try
        {
            clock.Restart();
            await player.PlayAsync(plan.Path, clock.Token);
        }
        catch (OperationCanceledException) when (clock.HasExpired && !cancellationToken.IsCancellationRequested)
        {
            throw new SandboxException(
                ExitCode.VerdictFail,
                $"a statement at or behind {plan.Path}:{recorder.LastLine} took longer than {request.StatementTimeout.TotalSeconds:0.#} s: ended and {(plan.Lane == Lane.Disposable ? "dropped with its copy" : "rolled back")}; --statement-timeout allows more");
        }
    }

    /// <summary>What was recorded of it, as far as it is the same in every lane.</summary>
    /// <param name="plan">The script's plan.</param>
    /// <param name="database">The clone.</param>
    /// <param name="recorder">Recorded it.</param>
    /// <param name="elapsed">How long it took.</param>
    public static ScriptReport Describe(ScriptPlan plan, string database, Recorder recorder, TimeSpan elapsed) => new()
    {
        Path = plan.Path,
        Sha256 = plan.Sha256,
        Database = database,
        LaneReason = plan.LaneReason,
        Verdict = Verdict.Pass,
        Reasons = [.. recorder.Readings.Select(static reading => reading.Problem).OfType<string>()],
        Statements = recorder.Statements,
        Omitted = recorder.Omitted,
        ElapsedMs = Math.Round(elapsed.TotalMilliseconds, 3),
        Steps = recorder.Steps,
        Results = recorder.Results,
        Checks = [.. recorder.Readings.SelectMany(static reading => reading.Checks)],
    };

    private static PsqlVariables Variables(ScriptPlan plan, RehearsalRequest request)
    {
        var variables = new PsqlVariables();
        foreach (var (name, value) in plan.Directives.Variables.Concat(request.Variables))
        {
            if (variables.Set(name, value) is { } problem)
            {
                throw new SandboxException(ExitCode.Usage, $"variable {name}: {problem}");
            }
        }

        return variables;
    }
}
