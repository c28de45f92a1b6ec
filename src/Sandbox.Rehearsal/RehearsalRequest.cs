using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Snapshots;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal;

/// <summary>What to rehearse, and where.</summary>
public sealed record RehearsalRequest
{
    /// <summary>How long a statement may take where nobody says otherwise.</summary>
    public static TimeSpan DefaultStatementTimeout { get; } = TimeSpan.FromSeconds(45);

    /// <summary>Scripts, folders and globs, in the order in which they are to run.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The script that reverts the one of <see cref="Paths"/>: both run in one rehearsal, and what differs from before is told; null for none.</summary>
    public string? Revert { get; init; }

    /// <summary>The folder that relative paths start from, the scripts' own <c>\i</c> too, as psql's working directory.</summary>
    public string WorkingFolder { get; init; } = Environment.CurrentDirectory;

    /// <summary>What answers the scripts' <c>\prompt</c> and <c>\password</c>, a line each, where the policy allows those.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>The clone to run on; null for a throwaway server of the run's own.</summary>
    public ConnectionTarget? Target { get; init; }

    /// <summary>Which throwaway server is started, where there is no <see cref="Target"/>.</summary>
    public ThrowawayOptions Server { get; init; } = new();

    /// <summary>What counts as a clone.</summary>
    public Policy Policy { get; init; } = Policy.None;

    /// <summary>How the scripts are isolated; null for what each script says, or else <see cref="Lane.Rollback"/>.</summary>
    public Lane? Lane { get; init; }

    /// <summary>Whether each COMMIT goes through PREPARE TRANSACTION; in the disposable lane only.</summary>
    public bool Prepares { get; init; }

    /// <summary>Variables, as psql's <c>-v</c> gives them.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables { get; init; } = [];

    /// <summary>What the snapshots hold; null for what each script says, or else its results.</summary>
    public SnapshotContent? Snapshot { get; init; }

    /// <summary>Whether what each statement writes is measured; without it a long script runs faster, and the report says "not measured".</summary>
    public bool MeasuresEffects { get; init; } = true;

    /// <summary>Whether the planner is asked before each statement that writes rows what it expects; the report holds it against what came of it.</summary>
    public bool Explains { get; init; }

    /// <summary>How long a statement, or a meta-command, may take before the run is ended and rolled back; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan StatementTimeout { get; init; } = DefaultStatementTimeout;

    /// <summary>Whether received snapshots are accepted at once.</summary>
    public bool Accept { get; init; }

    /// <summary>Which psql's rules apply where versions differ.</summary>
    public PsqlDialect Dialect { get; init; } = PsqlDialect.Newest;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Hears what is going on, one line at a time.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>The log: what is rehearsed and what came of it, each statement at <see cref="LogLevel.Debug"/>, secrets taken out.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>Hears how far each script is, after each of its statements.</summary>
    public IProgress<ScriptProgress>? Statements { get; init; }

    /// <summary>The layers of defence, all of them but in tests.</summary>
    internal Defences Defences { get; init; } = Defences.All;

    /// <summary>How long a server that crashed may take to answer again; less in tests where none will.</summary>
    internal TimeSpan Recovery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A path as this process finds it; as it was given where that is the working folder too.</summary>
    internal string Find(string path) =>
        string.Equals(Path.GetFullPath(WorkingFolder), Environment.CurrentDirectory, StringComparison.Ordinal) ? path : Path.Combine(WorkingFolder, path);
}
