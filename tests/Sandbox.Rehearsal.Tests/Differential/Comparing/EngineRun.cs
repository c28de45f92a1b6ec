using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Printing;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>Runs a script by the engine, with the script's transactions as the server's own.</summary>
/// <param name="dialect">psql's dialect.</param>
internal sealed class EngineRun(PsqlDialect dialect) : IScriptRunner
{
    /// <summary>What a policy can allow: psql does it all.</summary>
    public static IReadOnlyCollection<string> AllowedCommands { get; } =
        ["\\!", "\\c", "\\cd", "\\copy program", "\\e", "\\ef", "\\ev", "\\g |", "\\getenv", "\\lo_export", "\\lo_import", "\\lo_unlink", "\\o |", "\\password", "\\prompt", "\\s", "\\setenv", "\\w", "`"];

    /// <inheritdoc/>
    public async Task<RunnerOutcome> RunAsync(ScriptCase script, ConnectionTarget target, CancellationToken cancellationToken)
    {
        var transactions = new RealTransactions(await WireSession.OpenAsync(target with { ApplicationName = "psql" }, cancellationToken)) { Connect = WireSession.OpenAsync };
        var variables = EngineArguments.Apply(script.Arguments);
        await using var written = new StringWriter();
        var hidden = new List<string>();
        var player = new ScriptPlayer(transactions, variables, new PsqlOutput(written, written), new SilentPlayback(), Options(script, hidden));
        EngineArguments.Apply(script.Arguments, player.Printing);
        try
        {
            var result = await player.PlayAsync(script.File, cancellationToken);
            return new RunnerOutcome(written.ToString(), result.ExitStatus, Hidden: hidden);
        }
        catch (SandboxException refusal)
        {
            return new RunnerOutcome(Output: null, ExitStatus: null, $"refused: {refusal.Message}", hidden);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A crash of the engine is a finding about one case, and the others have theirs to tell.
            return new RunnerOutcome(Output: null, ExitStatus: null, $"crashed: {failure.GetType().Name}: {failure.Message}", hidden);
        }
        finally
        {
            await transactions.Session.DisposeAsync();
        }
    }

    private PlayerOptions Options(ScriptCase script, List<string> hidden) => new()
    {
        Dialect = dialect,
        Refuses = false,
        SingleTransaction = script.Arguments.Contains("-1"),
        WorkingFolder = script.Folder,
        AllowedCommands = AllowedCommands,
        DescribesBy = session => new DescribingSession(session, hidden),
    };
}
