namespace Sandbox.Rehearsal.Printing;

/// <summary>A table to print: a query's result, or what a \d command describes.</summary>
public sealed record PrintTable
{
    /// <summary>The columns.</summary>
    public required IReadOnlyList<PrintColumn> Columns { get; init; }

    /// <summary>The rows, each as long as <see cref="Columns"/>; null for SQL's NULL.</summary>
    public required IReadOnlyList<IReadOnlyList<string?>> Rows { get; init; }

    /// <summary>The table's own title; null where it has none (then the title that \C set is used).</summary>
    public string? Title { get; init; }

    /// <summary>Lines below the table instead of <c>(n rows)</c>; null for that default.</summary>
    public IReadOnlyList<string>? Footers { get; init; }
}
