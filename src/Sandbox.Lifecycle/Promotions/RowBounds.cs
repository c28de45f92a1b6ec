namespace Sandbox.Lifecycle.Promotions;

/// <summary>How many rows of a kind may be written.</summary>
/// <param name="Least">At least so many.</param>
/// <param name="Most">At most so many.</param>
public sealed record RowBounds(long Least, long Most)
{
    /// <summary>Whether a number is within.</summary>
    /// <param name="count">The number.</param>
    public bool Hold(long count) => count >= Least && count <= Most;

    /// <inheritdoc/>
    public override string ToString() => Least == Most ? FormattableString.Invariant($"{Least}") : FormattableString.Invariant($"{Least} to {Most}");
}
