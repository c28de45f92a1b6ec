using Sandbox.NUnit.Catalogues;

namespace Sandbox.NUnit;

/// <summary>A table, a view, or another relation of a catalogue.</summary>
public sealed class CatalogueTable : CatalogueObject
{
    internal CatalogueTable(CatalogueFacts facts, string name, string kind)
        : base(facts, "relation", name, kind)
    {
    }

    /// <summary>Its columns.</summary>
    public NameSet Columns => Own("column", "columns");

    /// <summary>The columns of its primary key, in their order, with commas; none where it has none.</summary>
    public Fact PrimaryKey
    {
        get
        {
            ShouldExist();
            return new Fact(Where, "primary key", Keys("primary key") is [var columns, ..] ? columns : null);
        }
    }

    /// <summary>Its unique constraints, each as its columns with commas.</summary>
    public NameSet UniqueKeys => Of("unique keys", Keys("unique"));

    /// <summary>Its foreign keys, each as <c>article -> articles (id)</c>.</summary>
    public NameSet ForeignKeys => Of(
        "foreign keys", [.. Constraints("foreign key").Select(constraint => $"{Facts.Values("constraint", constraint, "columns")[0]} -> {Facts.Values("constraint", constraint, "references")[0]}")]);

    /// <summary>The columns of its foreign keys, each key's with commas.</summary>
    public NameSet ForeignKeyColumns => Of("columns of foreign keys", Keys("foreign key"));

    /// <summary>Its check constraints, each as the columns that it reads, with commas.</summary>
    public NameSet CheckedColumns => Of("checked columns", Keys("check"));

    /// <summary>Its check constraints, each as the server writes it.</summary>
    public NameSet Checks => Of("checks", [.. Constraints("check").SelectMany(constraint => Facts.Values("constraint", constraint, "definition"))]);

    /// <summary>Its indexes.</summary>
    public NameSet Indexes => Of("indexes", Facts.Names("index", ("table", Name)));

    /// <summary>What its indexes index, each as its columns or expressions with commas.</summary>
    public NameSet IndexedColumns => Of("indexed columns", [.. Facts.Names("index", ("table", Name)).SelectMany(index => Facts.Values("index", index, "columns"))]);

    /// <summary>Its triggers, those of constraints left out.</summary>
    public NameSet Triggers => Own("trigger", "triggers");

    /// <summary>Its rules.</summary>
    public NameSet Rules => Own("rule", "rules");

    /// <summary>Its policies.</summary>
    public NameSet Policies => Own("policy", "policies");

    /// <summary>Its partitions.</summary>
    public NameSet Partitions => Of("partitions", Facts.Names("relation", ("partition of", Name)));

    /// <summary>The tables that inherit from it, at any depth; partitions too.</summary>
    public NameSet Descendants => Of("descendants", Reach(static (facts, name) => [.. facts.Names("relation", ("inherits", name)), .. facts.Names("relation", ("partition of", name))]));

    /// <summary>The tables that it inherits from, at any depth.</summary>
    public NameSet Ancestors => Of("ancestors", Reach(static (facts, name) => [.. facts.Values("relation", name, "inherits"), .. facts.Values("relation", name, "partition of")]));

    /// <summary>One of its columns.</summary>
    /// <param name="name">The name.</param>
    public CatalogueColumn Column(string name) => new(Facts, this, name);

    /// <summary>One of its triggers: <c>function</c>, <c>enabled</c>, <c>definition</c>.</summary>
    /// <inheritdoc cref="Column"/>
    public CatalogueObject Trigger(string name) => new(Facts, "trigger", $"{Name}.{name}");

    /// <summary>One of its rules: <c>instead</c>, <c>event</c>, <c>definition</c>.</summary>
    /// <inheritdoc cref="Column"/>
    public CatalogueObject Rule(string name) => new(Facts, "rule", $"{Name}.{name}");

    /// <summary>One of its policies: <c>command</c>, <c>roles</c>, <c>using</c>, <c>check</c>.</summary>
    /// <inheritdoc cref="Column"/>
    public CatalogueObject Policy(string name) => new(Facts, "policy", $"{Name}.{name}");

    /// <summary>One of its constraints: <c>type</c>, <c>columns</c>, <c>references</c>, <c>definition</c>.</summary>
    /// <inheritdoc cref="Column"/>
    public CatalogueObject Constraint(string name) => new(Facts, "constraint", $"{Name}.{name}");

    /// <summary>What a role may do with one of its columns at least.</summary>
    /// <inheritdoc cref="CatalogueObject.PrivilegesOf"/>
    public NameSet AnyColumnPrivilegesOf(string role) => new(Where, $"privileges of {role} on any column", [.. Columns.Values.SelectMany(column => Column(column).PrivilegesOf(role).Values).Distinct(StringComparer.Ordinal)]);

    private IReadOnlyList<string> Constraints(string type) => Facts.Names("constraint", ("table", Name), ("type", type));

    private IReadOnlyList<string> Keys(string type) => [.. Constraints(type).SelectMany(constraint => Facts.Values("constraint", constraint, "columns"))];

    private NameSet Of(string what, IReadOnlyList<string> values)
    {
        ShouldExist();
        return new NameSet(Where, what, values);
    }

    private List<string> Reach(Func<CatalogueFacts, string, IReadOnlyList<string>> next)
    {
        var reached = new List<string>();
        for (var open = new Queue<string>(next(Facts, Name)); open.TryDequeue(out var name);)
        {
            if (!reached.Contains(name, StringComparer.Ordinal))
            {
                reached.Add(name);
                foreach (var further in next(Facts, name))
                {
                    open.Enqueue(further);
                }
            }
        }

        return reached;
    }
}
