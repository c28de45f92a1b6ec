using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Printing;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal;

/// <summary>Runs a script for real, as <c>psql -v ON_ERROR_STOP=1 -f</c> would: what it commits stays.</summary>
public static class RealScript
{
    /// <summary>Runs a script in a database that was made to be thrown away.</summary>
    /// <param name="session">A session in it; whose database it is was asked before.</param>
    /// <param name="path">The script, from the working folder.</param>
    /// <param name="policy">What the script may do that reaches beyond the session (<c>allow.metaCommands</c>).</param>
    /// <param name="workingFolder">The folder that relative paths start from.</param>
    /// <param name="output">What the script prints.</param>
    /// <param name="cancellationToken">Cancels the statement that runs.</param>
    /// <exception cref="SandboxException">A statement failed (<see cref="ExitCode.VerdictFail"/>), or is refused (<see cref="ExitCode.Refused"/>); the message holds file, line and column.</exception>
    public static Task RunAsync(WireSession session, string path, Policy policy, string workingFolder, PsqlOutput output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var options = new PlayerOptions { AllowedCommands = policy.AllowedMetaCommands, WorkingFolder = workingFolder };
        return RunAsync(session, path, options, output, new FailurePlayback("the script", ExitCode.VerdictFail), cancellationToken);
    }

    /// <summary>Runs a script to its end.</summary>
    /// <exception cref="SandboxException">It did not come to its end.</exception>
    internal static async Task RunAsync(WireSession session, string path, PlayerOptions options, PsqlOutput output, FailurePlayback playback, CancellationToken cancellationToken)
    {
        var variables = new PsqlVariables();
        variables.Keep("ON_ERROR_STOP", "on");
        var player = new ScriptPlayer(new RealTransactions(session), variables, output, playback, options);
        if (!(await player.PlayAsync(path, cancellationToken)).IsFinished)
        {
            throw playback.Failure ?? new SandboxException(ExitCode.Usage, $"{path}: the script did not come to its end");
        }
    }
}
