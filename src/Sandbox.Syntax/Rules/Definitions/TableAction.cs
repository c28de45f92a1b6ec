namespace Sandbox.Syntax.Rules.Definitions;

internal enum TableActionKind
{
    Other,
    AddColumn,
    AddConstraint,
    ValidateConstraint,
    DropColumn,
    DropConstraint,
    SetNotNull,
    DropNotNull,
    SetType,
    AddIdentity,
    RenameColumn,
    RenameConstraint,
    Rename,
    AttachPartition,
    DetachPartition,
    SetSchema,

    /// <summary>SET LOGGED, UNLOGGED, TABLESPACE, ACCESS METHOD: the table is written anew.</summary>
    Rewrite,

    /// <summary>SET STATISTICS, SET (...), CLUSTER ON and what else lets reads and writes through.</summary>
    Harmless,

    /// <summary>ENABLE and DISABLE TRIGGER.</summary>
    Trigger,
}

/// <summary>One action of an ALTER TABLE.</summary>
internal sealed record TableAction(TableActionKind Kind, SqlTokens Tokens)
{
    /// <summary>The column or the constraint that it is about.</summary>
    public string? Name { get; init; }

    /// <summary>What is renamed: its new name.</summary>
    public string? NewName { get; init; }

    /// <summary>The partition.</summary>
    public ObjectName? Partition { get; init; }

    public ColumnFact? Column { get; init; }

    public ConstraintFact? Constraint { get; init; }

    public TypeFact? Type { get; init; }

    /// <summary>IF EXISTS or IF NOT EXISTS.</summary>
    public bool IsConditional { get; init; }

    public bool Concurrently { get; init; }
}
