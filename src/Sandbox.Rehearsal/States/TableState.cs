using System.Text.Json.Serialization;

namespace Sandbox.Rehearsal.States;

/// <summary>The contents of a table, a partition or a materialized view: its own rows, without those of its children.</summary>
public sealed record TableState
{
    /// <summary>Its qualified name.</summary>
    public required string Name { get; init; }

    /// <summary>The columns that hold data, as <c>name type</c>; virtual generated ones hold none.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The columns that tell rows apart, where the state was read in this process.</summary>
    internal IReadOnlyList<string> KeyColumns { get; init; } = [];

    /// <summary>How many rows; null where it was not measured.</summary>
    public long? RowCount { get; init; }

    /// <summary>
    /// The digest of all rows in any order: two sums of 64-bit hashes, with as many digits as they need, divided by a colon; null where it was not measured.
    /// </summary>
    public string? Digest { get; init; }

    /// <summary>Why it was not measured, one line; null where it was.</summary>
    public string? NotMeasured { get; init; }

    /// <summary>Whether rows and digest were taken over from the state before, because nothing can have written to the table since.</summary>
    public bool IsCarriedOver { get; init; }

    /// <summary>Table's oid, file and counters of rows inserted, updated and deleted: while none of them moves nothing was written, on a server that counts.</summary>
    public required string Counters { get; init; }

    /// <summary>Which rows there are below.</summary>
    public RowsKept Kept { get; init; }

    /// <summary>Rows with their values.</summary>
    [JsonRequired]
    public IReadOnlyList<StateRow> Rows { get; init; } = [];
}
