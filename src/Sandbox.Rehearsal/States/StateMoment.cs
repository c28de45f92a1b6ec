namespace Sandbox.Rehearsal.States;

/// <summary>What tells whether the server's transaction ids and counters of two states belong to one unbroken life of the server.</summary>
public sealed record StateMoment
{
    /// <summary>When the postmaster started, in seconds since 1970.</summary>
    public required string PostmasterStart { get; init; }

    /// <summary>When the cluster's statistics were last set back; a crash does it too. Null where they never were.</summary>
    public string? ClusterStatisticsReset { get; init; }

    /// <summary>When the database's statistics were last set back; null where they never were.</summary>
    public string? StatisticsReset { get; init; }

    /// <summary>The snapshot that everything was read in (<c>pg_current_snapshot()</c>).</summary>
    public required string Snapshot { get; init; }

    /// <summary>The server's clock right before the snapshot was taken, in seconds since 1970.</summary>
    public required string ServerTime { get; init; }

    /// <summary>Whether rows are counted so that nothing is missed: <c>track_counts</c> is on, and the server counts without loss (PostgreSQL 15).</summary>
    public required bool CountsRows { get; init; }

    /// <summary>The first transaction id that the snapshot does not see.</summary>
    internal long NextTransaction => Part(1);

    /// <summary>The first transaction id that was not finished at the snapshot.</summary>
    internal long OldestOpenTransaction => Part(0);

    /// <summary>Whether the server lived on without a break from another moment to this one.</summary>
    internal bool Continues(StateMoment earlier) =>
        string.Equals(PostmasterStart, earlier.PostmasterStart, StringComparison.Ordinal)
        && string.Equals(ClusterStatisticsReset, earlier.ClusterStatisticsReset, StringComparison.Ordinal)
        && string.Equals(StatisticsReset, earlier.StatisticsReset, StringComparison.Ordinal);

    private long Part(int at) => long.Parse(Snapshot.Split(':')[at], System.Globalization.CultureInfo.InvariantCulture);
}
