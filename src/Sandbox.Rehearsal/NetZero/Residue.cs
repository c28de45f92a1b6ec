namespace Sandbox.Rehearsal.NetZero;

/// <summary>Something that differs after the rollback from what was before the run.</summary>
/// <param name="Kind">Logical or physical.</param>
/// <param name="Object">What differs, for example <c>sequence orders_id_seq</c>.</param>
/// <param name="Before">Its state before, as text; null where there was none.</param>
/// <param name="After">Its state after, as text; null where there is none.</param>
public sealed record Residue(ResidueKind Kind, string Object, string? Before, string? After)
{
    /// <summary>Whether every write leaves it, rolled back or not (longer files, dead rows, statistics), so that a strict policy does not count it.</summary>
    public bool IsWear { get; init; }

    /// <summary>Whether it was put back once the proof was made (<c>rehearse.sequences</c>); null where nobody asked for that.</summary>
    public bool? IsPutBack { get; init; }

    /// <summary>Why it was not put back, one line; null where it was, or nobody asked.</summary>
    public string? Reason { get; init; }
}
