using Sandbox.NUnit.Catalogues;
using Sandbox.Syntax.Text;

namespace Sandbox.NUnit;

/// <summary>A schema of a catalogue.</summary>
public sealed class CatalogueSchema : CatalogueObject
{
    internal CatalogueSchema(CatalogueFacts facts, string name)
        : base(facts, "schema", name)
    {
    }

    /// <summary>Its tables, partitioned ones and partitions too.</summary>
    public NameSet Tables => Relations("tables", "table");

    /// <summary>Its views.</summary>
    public NameSet Views => Relations("views", "view");

    /// <summary>Its materialized views.</summary>
    public NameSet MaterializedViews => Relations("materialized views", "materialized view");

    /// <summary>Its foreign tables.</summary>
    public NameSet ForeignTables => Relations("foreign tables", "foreign table");

    /// <summary>Its sequences, those of columns too.</summary>
    public NameSet Sequences => Relations("sequences", "sequence");

    /// <summary>Its functions, procedures and aggregates, each with its arguments' types: <c>add(integer, integer)</c>.</summary>
    public NameSet Functions => Of("functions", "function");

    /// <summary>Its types, those of tables left out.</summary>
    public NameSet Types => Of("types", "type");

    /// <summary>Its domains.</summary>
    public NameSet Domains => Of("domains", "type", ("kind", "domain"));

    /// <summary>Its enums.</summary>
    public NameSet Enums => Of("enums", "type", ("kind", "enum"));

    /// <summary>Its operators, each with its operands' types: <c>+(integer, integer)</c>.</summary>
    public NameSet Operators => Of("operators", "operator");

    /// <summary>Its operator classes.</summary>
    public NameSet OperatorClasses => Of("operator classes", "operator class");

    /// <summary>The extensions that are in it.</summary>
    public NameSet Extensions => Of("extensions", "extension");

    private NameSet Relations(string what, string kind) => Of(what, "relation", ("kind", kind));

    private NameSet Of(string what, string @class, params (string Fact, string Value)[] facts)
    {
        ShouldExist();
        return new NameSet(Where, what, Facts.Names(@class, [("schema", QuotedName.Bare(Name)), .. facts]));
    }
}
