namespace Sandbox.Syntax.Rules.Definitions;

/// <summary>What a statement does to definitions, transactions and settings, as far as its words say so.</summary>
internal abstract record StatementFact(SqlTokens Tokens);

/// <summary>A query, or what else changes no definition.</summary>
internal sealed record OtherStatement(SqlTokens Tokens) : StatementFact(Tokens);

/// <summary>A CREATE, ALTER or DROP that none of the others describes.</summary>
internal sealed record OtherDefinition(SqlTokens Tokens) : StatementFact(Tokens);

/// <summary>ALTER TABLE, INDEX, VIEW, MATERIALIZED VIEW, FOREIGN TABLE, SEQUENCE.</summary>
internal sealed record AlterTable(SqlTokens Tokens, string Kind, ObjectName Name, List<TableAction> Actions) : StatementFact(Tokens);

/// <summary>CREATE TABLE in all its forms, CREATE MATERIALIZED VIEW, SELECT INTO.</summary>
internal sealed record CreateTable(SqlTokens Tokens, ObjectName Name) : StatementFact(Tokens)
{
    public bool IsTemporary { get; init; }

    public bool IsConditional { get; init; }

    /// <summary>It ends with the transaction.</summary>
    public bool DropsOnCommit { get; init; }

    /// <summary>It is a table, and no materialized view.</summary>
    public bool IsTable { get; init; } = true;

    public ObjectName? PartitionOf { get; init; }

    public List<ColumnFact> Columns { get; init; } = [];

    public List<ConstraintFact> Constraints { get; init; } = [];
}

internal sealed record CreateIndex(SqlTokens Tokens, ObjectName? Name, ObjectName Table) : StatementFact(Tokens)
{
    public bool Concurrently { get; init; }

    public bool IsConditional { get; init; }

    /// <summary>It leaves rows out.</summary>
    public bool IsPartial { get; init; }

    public List<string?> Columns { get; init; } = [];
}

/// <summary>DROP of what has a name.</summary>
internal sealed record DropObjects(SqlTokens Tokens, string Kind, List<ObjectName> Names) : StatementFact(Tokens)
{
    public bool Concurrently { get; init; }

    public bool IsConditional { get; init; }

    public bool Cascades { get; init; }
}

internal sealed record CreateEnum(SqlTokens Tokens, ObjectName Name) : StatementFact(Tokens);

internal sealed record AddEnumValue(SqlTokens Tokens, ObjectName Name, bool HasPlace) : StatementFact(Tokens);

/// <summary>CREATE DOMAIN and ALTER DOMAIN ADD; the constraint is null where there is none.</summary>
internal sealed record DomainFact(SqlTokens Tokens, ObjectName Name, bool IsNew, ConstraintFact? Constraint) : StatementFact(Tokens);

internal sealed record Truncate(SqlTokens Tokens, List<ObjectName> Names, bool Cascades) : StatementFact(Tokens);

/// <summary>VACUUM FULL, CLUSTER, REINDEX and REFRESH MATERIALIZED VIEW, of one relation or, where no name stands there, of a whole database.</summary>
internal sealed record Maintenance(SqlTokens Tokens, string Command, ObjectName? Name, bool Concurrently) : StatementFact(Tokens);

/// <summary>LOCK TABLE, with its mode in lower case.</summary>
internal sealed record LockTable(SqlTokens Tokens, List<ObjectName> Names, string Mode) : StatementFact(Tokens);

/// <summary>CREATE TRIGGER, RULE and POLICY.</summary>
internal sealed record TableAttachment(SqlTokens Tokens, string Kind, ObjectName Table) : StatementFact(Tokens);

internal enum TransactionStep
{
    Begin,
    Commit,
    Rollback,

    /// <summary>PREPARE TRANSACTION: another session may end it.</summary>
    Prepare,

    /// <summary>SAVEPOINT, RELEASE, ROLLBACK TO, SET TRANSACTION: the transaction goes on.</summary>
    Within,
}

internal sealed record TransactionFact(SqlTokens Tokens, TransactionStep Step, bool Chains) : StatementFact(Tokens);

/// <summary>SET, RESET and <c>set_config</c>. It has a value where that is neither 0 nor DEFAULT.</summary>
internal sealed record SettingFact(SqlTokens Tokens, string Name, bool HasValue, bool IsLocal) : StatementFact(Tokens)
{
    /// <summary>It is switched off, by whatever word.</summary>
    public bool IsOff { get; init; }
}
