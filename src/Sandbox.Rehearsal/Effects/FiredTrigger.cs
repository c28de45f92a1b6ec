namespace Sandbox.Rehearsal.Effects;

/// <summary>A trigger whose function the transaction has called.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Table">The oid of its table.</param>
/// <param name="Function">The oid of its function.</param>
/// <param name="Type">When it fires: the bits of <c>pg_trigger.tgtype</c>.</param>
/// <param name="Calls">How often the function was called since the look before, for whichever trigger.</param>
internal sealed record FiredTrigger(string Name, string Table, string Function, long Type, long Calls)
{
    private const long ForEachRow = 1;
    private const long OnInsert = 4;
    private const long OnDelete = 8;
    private const long OnUpdate = 16;

    /// <summary>How often it fires for these rows, if no condition keeps it from it.</summary>
    /// <param name="written">The rows that were written to its table.</param>
    public long Expected(RowCounts written) => !Is(ForEachRow) ? 1
        : (Is(OnInsert) ? written.Inserted : 0) + (Is(OnDelete) ? written.Deleted : 0) + (Is(OnUpdate) ? written.Updated : 0);

    private bool Is(long bit) => (Type & bit) != 0;
}
