using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Printing;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>Runs a script by the engine as a rehearsal does: its transactions are savepoints inside one that is sealed and rolled back.</summary>
/// <param name="dialect">psql's dialect.</param>
internal sealed class RehearsedRun(PsqlDialect dialect) : IScriptRunner
{
    /// <inheritdoc/>
    public async Task<RunnerOutcome> RunAsync(ScriptCase script, ConnectionTarget target, CancellationToken cancellationToken)
    {
        await using var session = await WireSession.OpenAsync(target with { ApplicationName = "psql" }, cancellationToken);
        await session.QueryAsync("BEGIN", cancellationToken);
        var seal = new Seal();
        await seal.CreateAsync(session, cancellationToken);
        var transactions = new VirtualTransactions(session, new HarnessSession(session, "sandbox_h_" + seal.Suffix), seal, "read committed");
        await using var written = new StringWriter();
        var player = new ScriptPlayer(transactions, EngineArguments.Apply(script.Arguments), new PsqlOutput(written, written), new SilentPlayback(), new PlayerOptions
        {
            Dialect = dialect,
            SingleTransaction = script.Arguments.Contains("-1"),
            WorkingFolder = script.Folder,
            AllowedCommands = EngineRun.AllowedCommands,
        });
        EngineArguments.Apply(script.Arguments, player.Printing);
        try
        {
            var result = await player.PlayAsync(script.File, cancellationToken);
            return new RunnerOutcome(written.ToString(), result.ExitStatus);
        }
        catch (SandboxException refusal)
        {
            return new RunnerOutcome(Output: null, ExitStatus: null, $"refused: {refusal.Message}");
        }
    }
}
