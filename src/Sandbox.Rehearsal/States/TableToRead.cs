namespace Sandbox.Rehearsal.States;

/// <summary>A table as the catalog has it.</summary>
/// <param name="Oid">Its oid.</param>
/// <param name="Name">Its qualified name, quoted where it has to be.</param>
/// <param name="Counters">As <see cref="TableState.Counters"/>.</param>
/// <param name="Columns">The columns that hold data.</param>
/// <param name="Key">The columns that tell rows apart: the primary key's, or a unique index's without NULLs; empty where there is none.</param>
internal sealed record TableToRead(string Oid, string Name, string Counters, IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableColumn> Key)
{
    /// <summary>The columns as a state has them.</summary>
    public IReadOnlyList<string> ColumnNames => [.. Columns.Select(static column => $"{column.Name} {column.Type}")];
}
