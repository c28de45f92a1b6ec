namespace Sandbox.Syntax.Rules.Definitions;

internal enum ConstraintKind
{
    NotNull,
    Null,
    Default,
    Check,
    Unique,
    PrimaryKey,
    ForeignKey,
    Exclusion,
    Stored,
    Virtual,
    Identity,
}

/// <summary>A constraint of a column or a table, or what else stands behind a column's type.</summary>
internal sealed record ConstraintFact(ConstraintKind Kind, string? Name, SqlTokens Tokens)
{
    /// <summary>The columns that it names; null for an expression. Empty for a column's own constraint.</summary>
    public List<string?> Columns { get; init; } = [];

    /// <summary>The index that it takes over.</summary>
    public string? UsingIndex { get; init; }

    /// <summary>For a foreign key, what it refers to.</summary>
    public ObjectName? Referenced { get; init; }

    /// <summary>The default's or the check's expression, parentheses left out.</summary>
    public SqlTokens? Expression { get; init; }

    /// <summary>Rows that are there are not checked: <c>NOT VALID</c>, <c>NOT ENFORCED</c>.</summary>
    public bool NotValid { get; init; }
}
