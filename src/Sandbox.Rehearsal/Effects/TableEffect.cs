namespace Sandbox.Rehearsal.Effects;

/// <summary>What a run did to one table, the work of triggers and cascades included.</summary>
public sealed record TableEffect
{
    /// <summary>The table as <c>schema.name</c>, quoted where SQL needs it; <c>public</c> is left out.</summary>
    public required string Table { get; init; }

    /// <summary>Work done, rolled back or not; null where it was not measured.</summary>
    public required RowCounts? Work { get; init; }

    /// <summary>What the script would have left, had it run in psql: work that a ROLLBACK of its own undid is not in it; null where a subtransaction
    /// inside a statement was rolled back, or the table is too large to be counted, so that the counters alone cannot tell.</summary>
    public RowCounts? Net { get; init; }

    /// <summary>How often the table was truncated; null where it was not measured.</summary>
    public long? Truncated { get; init; }

    /// <summary>Whether the run dropped the table, which was there before.</summary>
    public bool Dropped { get; init; }

    /// <summary>Whether the script's text names the table.</summary>
    public bool Named { get; init; }

    /// <summary>Rows before the run; null where the table is too large to be counted.</summary>
    public long? RowsBefore { get; init; }

    /// <summary>Rows when the script's outermost transaction ended, before it was rolled back; null as for <see cref="RowsBefore"/>.</summary>
    public long? RowsDuring { get; init; }

    /// <summary>Rows after the rollback; null as for <see cref="RowsBefore"/>.</summary>
    public long? RowsAfter { get; init; }
}
