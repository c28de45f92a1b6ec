using Sandbox.Postgres.Connections;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>One of the two that are compared: runs a script on a database.</summary>
internal interface IScriptRunner
{
    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">The script.</param>
    /// <param name="target">The database.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    Task<RunnerOutcome> RunAsync(ScriptCase script, ConnectionTarget target, CancellationToken cancellationToken);
}
