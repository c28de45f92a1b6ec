namespace Sandbox.Rehearsal.Effects.Definitions;

/// <summary>A row of the catalog as far as it tells of a definition.</summary>
/// <param name="Address">The object that it belongs to.</param>
/// <param name="Facet">Which of the object's rows it is; empty for the object itself.</param>
/// <param name="Digest">A digest of what it says; <see cref="Gone"/> for a column that is dropped.</param>
internal sealed record DefinitionRow(ObjectAddress Address, string Facet, string Digest)
{
    /// <summary>The digest of what is dropped.</summary>
    public const string Gone = "dropped";

    /// <summary>What the facet of privileges begins with.</summary>
    public const string Privileges = "privileges";

    /// <summary>The oid of the catalog that the row lies in.</summary>
    public string Catalog { get; init; } = string.Empty;

    /// <summary>Whether it says that the object is dropped.</summary>
    public bool IsGone => Says(Gone);

    /// <summary>The object's type, as <c>pg_identify_object</c> words it.</summary>
    public string? Type { get; init; }

    /// <summary>The object's whole name.</summary>
    public string? Identity { get; init; }

    /// <summary>What the object goes with, by the kind of dependency (<c>pg_depend.deptype</c>).</summary>
    public IReadOnlyList<(char Kind, ObjectAddress Owner)> Owners { get; init; } = [];

    /// <summary>What of it the migration rules look at.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether it says what another row said.</summary>
    public bool Says(string? digest) => string.Equals(Digest, digest, StringComparison.Ordinal);

    /// <summary>Reads a row of an answer to <see cref="DefinitionQuestion"/>.</summary>
    public static DefinitionRow Of(IReadOnlyList<string?> row) => new(new ObjectAddress(row[1]!, row[2]!, row[3]!), row[4]!, row[5]!)
    {
        Type = row[6],
        Identity = row[7],
        Owners = row[8] is null ? [] : [.. row[8]!.Split(',').Select(static owner => owner.Split(' ')).Select(static owner => (owner[0][0], new ObjectAddress(owner[1], owner[2], "0")))],
        Detail = row[9],
        Catalog = row[10]!,
    };
}
