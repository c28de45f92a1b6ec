namespace Sandbox.Rehearsal.Effects.Definitions;

/// <summary>One catalog, and how its rows tell of a definition. A row <c>x</c> belongs to an object, which may be that of another catalog: a default to its column, a label to its type.</summary>
/// <param name="Oid">The catalog's own oid, the same in every version.</param>
/// <param name="Table">Its name.</param>
internal sealed record CatalogClass(string Oid, string Table)
{
    /// <summary>The oid of <c>pg_class</c>, whose objects are locked as relations.</summary>
    public const string Relations = "1259";

    /// <summary>The class of the object that a row belongs to, in SQL; by default this one.</summary>
    public string Class { get; init; } = Oid;

    /// <summary>The object's oid, in SQL.</summary>
    public string Object { get; init; } = Own;

    /// <summary>The number of the column where the object is one, in SQL; else 0.</summary>
    public string Part { get; init; } = "0";

    /// <summary>Which of the object's rows this is, in SQL; empty for the one that is the object itself.</summary>
    public string Facet { get; init; } = "''";

    /// <summary>Whether a row says that its object is dropped, in SQL.</summary>
    public string Gone { get; init; } = "false";

    /// <summary>What of a definition the migration rules look at, in SQL; null for nothing.</summary>
    public string Detail { get; init; } = "NULL";

    /// <summary>Fields that change without a definition's changing, and those with a facet of their own.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The field that holds privileges; null for none.</summary>
    public string? Privileges { get; init; }

    /// <summary>What is joined to the row, in SQL.</summary>
    public string Joined { get; init; } = "";

    /// <summary>Which rows count, in SQL.</summary>
    public string Where { get; init; } = "true";

    /// <summary>The first version that has it.</summary>
    public int Since { get; init; } = 13;

    /// <summary>Whether only a superuser may read it.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether a row may be deleted while its object stays and nothing else is written: a comment that is taken away.</summary>
    public bool Vanishes { get; init; }

    /// <summary>Whether a row is the object itself, which is therefore dropped where the row is missing.</summary>
    public bool HoldsObjects => Object is Own;

    private const string Own = "x.oid";
}
