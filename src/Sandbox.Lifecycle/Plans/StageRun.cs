using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Clients;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Printing;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Syntax.Display;

namespace Sandbox.Lifecycle.Plans;

/// <summary>Runs one stage of a plan on its sandbox. Each stage makes sure of the name by itself, whatever the plan did before.</summary>
/// <param name="plan">The plan.</param>
/// <param name="stage">The stage.</param>
/// <param name="policy">What a sandbox may be called, and what a rehearsal may run on.</param>
/// <param name="progress">Hears what the stage writes.</param>
internal sealed class StageRun(Plan plan, PlanStage stage, Policy policy, IProgress<PlanLine> progress)
{
    private const int LargestExitCode = 255;

    /// <summary>Runs it.</summary>
    /// <param name="target">The server, as it was named.</param>
    /// <param name="sandboxId">The sandbox's name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="StageFailedException">It failed; it is never passed over.</exception>
    public async Task RunAsync(ConnectionTarget target, string sandboxId, CancellationToken cancellationToken)
    {
        var sandbox = target with { Database = SandboxName.Admit(sandboxId, policy).Text };
        using var clock = new CancellationTokenSource(stage.Timeout ?? Timeout.InfiniteTimeSpan);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            await (stage.Kind switch
            {
                StageKind.Rehearse => RehearseAsync(sandbox, both.Token),
                StageKind.Script => RunScriptsAsync(sandbox, both.Token),
                _ => RunProgramAsync(sandbox, both.Token),
            });
        }
        catch (Exception error) when (error is OperationCanceledException or StageFailedException { Code: (int)ExitCode.Interrupted } && clock.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new StageFailedException((int)ExitCode.VerdictFail, string.Create(CultureInfo.InvariantCulture, $"took longer than {stage.Timeout!.Value.TotalMinutes:0.##} minutes"));
        }
        catch (SandboxException error)
        {
            throw new StageFailedException((int)error.ExitCode, error.Message);
        }
    }

    private async Task RehearseAsync(ConnectionTarget sandbox, CancellationToken cancellationToken)
    {
        var report = await Rehearser.RunAsync(new RehearsalRequest { Paths = stage.Words, WorkingFolder = plan.Folder, Target = sandbox, Policy = policy }, cancellationToken);
        foreach (var line in new TextReporter(new TextOptions { Detail = TextDetail.Normal }).Lines(report))
        {
            progress.Report(new PlanLine(stage.Name, line.Text, IsError: false));
        }

        if (report.ExitCode != ExitCode.Success)
        {
            throw new StageFailedException((int)report.ExitCode, report.Message ?? $"the rehearsal's verdict is {report.Verdict.ToString().ToLowerInvariant()}");
        }
    }

    private async Task RunScriptsAsync(ConnectionTarget sandbox, CancellationToken cancellationToken)
    {
        await using var output = Output(isError: false);
        await using var errors = Output(isError: true);
        await using var session = await WireSession.OpenAsync(sandbox, cancellationToken);
        if (await session.ScalarAsync("SELECT pg_catalog.current_database()", cancellationToken) is var database && !string.Equals(database, sandbox.Database, StringComparison.Ordinal))
        {
            throw new SandboxException(ExitCode.OtherDatabase, $"{sandbox} leads to the database {database}; connect to the server itself");
        }

        foreach (var script in stage.Words)
        {
            await RealScript.RunAsync(session, script, policy, plan.Folder, new PsqlOutput(output, errors), cancellationToken);
        }
    }

    private async Task RunProgramAsync(ConnectionTarget sandbox, CancellationToken cancellationToken)
    {
        await using var output = Output(isError: false);
        await using var errors = Output(isError: true);

        // A name without a folder is PATH's to find.
        var program = stage.Words[0].Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(stage.Words[0], plan.Folder) : stage.Words[0];
        var exitCode = await OutsideProgram.RunAsync(program, [.. stage.Words.Skip(1), "--sandbox-id", sandbox.Database], plan.Folder, sandbox, output, errors, cancellationToken);
        if (exitCode != 0)
        {
            // A number that no process exits with elsewhere stays a failure here.
            throw new StageFailedException(
                exitCode is > 0 and <= LargestExitCode ? exitCode : (int)ExitCode.VerdictFail, string.Create(CultureInfo.InvariantCulture, $"{stage.Words[0]} exited with {exitCode}"));
        }
    }

    private StageOutput Output(bool isError) => new(stage.Name, isError, progress);
}
