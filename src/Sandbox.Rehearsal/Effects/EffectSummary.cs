namespace Sandbox.Rehearsal.Effects;

/// <summary>Everything that a script, or one statement of it, did.</summary>
public sealed record EffectSummary
{
    /// <summary>Nothing done.</summary>
    public static EffectSummary None { get; } = new();

    /// <summary>Tables written to, in the order of their names; null where that was not measured.</summary>
    public IReadOnlyList<TableEffect>? Tables { get; init; } = [];

    /// <summary>
    /// The rows that differ from before the run, those that a ROLLBACK of the script's own took back included, up to 1,000; of tables with at most 10,000 rows. Null where
    /// that was not measured.
    /// </summary>
    public IReadOnlyList<RowEffect>? Rows { get; init; }

    /// <summary>Definitions changed, statement by statement, those that a ROLLBACK of the script's own took back included; null where that was not measured.</summary>
    public IReadOnlyList<DdlEffect>? Ddl { get; init; }

    /// <summary>Tables and indexes written anew, in the order in which that happened; null where it was not measured.</summary>
    public IReadOnlyList<RewriteEffect>? Rewrites { get; init; }

    /// <summary>Locks on relations, in the order in which they were taken; null where that was not measured.</summary>
    public IReadOnlyList<LockEffect>? Locks { get; init; }

    /// <summary>Triggers that fired, by table and name, those on what the script itself rolled back included; null where the server does not count calls.</summary>
    public IReadOnlyList<TriggerEffect>? Triggers { get; init; }

    /// <summary>Notifications that a commit would send, as they are predicted; null where they were not.</summary>
    public IReadOnlyList<NotificationEffect>? Notifications { get; init; }

    /// <summary>Bytes of write-ahead log, those of the harness's savepoints included; null where others write to it too.</summary>
    public long? WalBytes { get; init; }

    /// <summary>Sequences moved.</summary>
    public IReadOnlyList<SequenceEffect> Sequences { get; init; } = [];

    /// <summary>Notices and warnings, in the order in which they came.</summary>
    public IReadOnlyList<NoticeEffect> Notices { get; init; } = [];
}
