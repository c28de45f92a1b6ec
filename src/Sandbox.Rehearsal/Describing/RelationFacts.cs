namespace Sandbox.Rehearsal.Describing;

/// <summary>What pg_class says about a relation, as far as its description needs it.</summary>
internal sealed record RelationFacts
{
    public required string Oid { get; init; }

    public required string Schema { get; init; }

    public required string Name { get; init; }

    /// <summary>pg_class.relkind.</summary>
    public required char Kind { get; init; }

    public required bool HasChecks { get; init; }

    public required bool HasIndexes { get; init; }

    public required bool HasRules { get; init; }

    public required bool HasTriggers { get; init; }

    public required bool HasRowSecurity { get; init; }

    public required bool ForcesRowSecurity { get; init; }

    public required bool IsPartition { get; init; }

    public required bool IsUnlogged { get; init; }

    /// <summary>The tablespace's name; null for the database's own.</summary>
    public required string? Tablespace { get; init; }

    /// <summary>The composite type that a typed table was made of.</summary>
    public required string? OfType { get; init; }

    /// <summary>pg_class.relreplident.</summary>
    public required char ReplicaIdentity { get; init; }

    public required string? AccessMethod { get; init; }

    /// <summary>Storage options, those of the TOAST table included.</summary>
    public required string? Options { get; init; }

    /// <summary>A table, or what is described like one.</summary>
    public bool IsTableLike => Kind is 'r' or 'm' or 'f' or 'p' or 'I' or 't';

    public bool IsPartitioned => Kind is 'p' or 'I';

    public bool IsIndex => Kind is 'i' or 'I';

    /// <summary>Whether columns are shown with collation, nullability and default.</summary>
    public bool HasColumnDetails => Kind is 'r' or 'v' or 'm' or 'f' or 'c' or 'p';
}
