namespace Sandbox.Rehearsal.Effects;

/// <summary>One row that the script changed.</summary>
/// <param name="Table">The table as <c>schema.name</c>; <c>public</c> is left out.</param>
/// <param name="Key">The columns of its primary key and their values as text; empty where the table has none.</param>
/// <param name="Change">What happened to it.</param>
/// <param name="Before">The columns' values as text before the run, null for SQL's NULL: all of a deleted row, those of an updated one that differ; null for an inserted row.</param>
/// <param name="After">The same of after the script; null for a deleted row.</param>
public sealed record RowEffect(
    string Table, IReadOnlyDictionary<string, string?> Key, RowChange Change, IReadOnlyDictionary<string, string?>? Before, IReadOnlyDictionary<string, string?>? After);
