namespace Sandbox.Rehearsal.Effects;

/// <summary>Numbers of rows written: work done, or the net difference that it left.</summary>
/// <param name="Inserted">Rows inserted.</param>
/// <param name="Updated">Rows updated.</param>
/// <param name="Deleted">Rows deleted.</param>
public sealed record RowCounts(long Inserted, long Updated, long Deleted)
{
    /// <summary>Nothing written.</summary>
    public static RowCounts None { get; } = new(0, 0, 0);

    /// <summary>Adds two counts.</summary>
    public static RowCounts operator +(RowCounts left, RowCounts right) =>
        new(left.Inserted + right.Inserted, left.Updated + right.Updated, left.Deleted + right.Deleted);

    /// <summary>Subtracts a count from another.</summary>
    public static RowCounts operator -(RowCounts left, RowCounts right) =>
        new(left.Inserted - right.Inserted, left.Updated - right.Updated, left.Deleted - right.Deleted);
}
