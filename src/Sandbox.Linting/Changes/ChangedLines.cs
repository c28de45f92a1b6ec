namespace Sandbox.Linting.Changes;

/// <summary>The lines of a file that are new or other than before.</summary>
/// <param name="ranges">The first and the last line of each run; null for all.</param>
internal sealed class ChangedLines(IReadOnlyList<(int First, int Last)>? ranges)
{
    /// <summary>A file that was not there before.</summary>
    public static ChangedLines All { get; } = new(ranges: null);

    /// <summary>A file that is as it was.</summary>
    public static ChangedLines None { get; } = new(ranges: []);

    /// <summary>Whether one of the lines from the first to the last changed.</summary>
    public bool Touch(int first, int last) => ranges is null || ranges.Any(range => range.First <= last && first <= range.Last);
}
