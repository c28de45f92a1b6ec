namespace System;

/// <summary>Lets the compiler bind <c>a..b</c> for netstandard2.0; on spans it never makes one.</summary>
internal readonly struct Range(Index start, Index end)
{
    public Index Start { get; } = start;

    public Index End { get; } = end;

    public static Range StartAt(Index start) => new(start, new Index(0, fromEnd: true));

    public static Range EndAt(Index end) => new(0, end);
}
