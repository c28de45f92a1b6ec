namespace Sandbox.Lifecycle.Golden;

/// <summary>An object of a database with whom it belongs to.</summary>
/// <param name="Key">What tells it from all others while the database lives: catalog, oid, part.</param>
/// <param name="Kind">What it is, as <c>pg_identify_object()</c> says it.</param>
/// <param name="Schema">Its schema, without quotes; null where it has none.</param>
/// <param name="Name">Its own name, without quotes; null where it has none.</param>
/// <param name="Identity">What identifies it among its kind.</param>
/// <param name="Owner">The role that it, or what it is a part of, belongs to.</param>
/// <param name="IsPart">Whether it is a part of something else, such as a column or an index, and comes and goes with that.</param>
/// <param name="Relation">For a sequence the table whose column it belongs to; null for none.</param>
internal sealed record OwnedObject(string Key, string Kind, string? Schema, string? Name, string Identity, string Owner, bool IsPart, string? Relation)
{
    /// <summary>Whether it is a table, or a view or a sequence, which a selection chooses by name.</summary>
    public bool IsRelation => Kind is "table" or "view" or "materialized view" or "foreign table" or "sequence";

    /// <summary>As a manifest has it.</summary>
    public GoldenObject AsGolden => new(Kind, Identity);
}
