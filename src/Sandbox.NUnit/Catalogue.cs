using Sandbox.NUnit.Catalogues;

namespace Sandbox.NUnit;

/// <summary>
/// What a clone's catalogue was at one moment: its own schemas, relations, functions, types, with roles, languages and tablespaces. Names are as SQL writes them; the schema <c>public</c> may be
/// left out. What the server itself brings (<c>pg_catalog</c>) is not in it, but for languages, casts and tablespaces.
/// </summary>
public sealed class Catalogue
{
    private readonly CatalogueFacts _facts;

    internal Catalogue(CatalogueFacts facts) => _facts = facts;

    /// <summary>The database.</summary>
    public CatalogueObject Database => new(_facts, "database", _facts.Names("database")[0]);

    /// <summary>The schemas.</summary>
    public NameSet Schemas => All("schemas", "schema");

    /// <summary>The roles, the server's own left out.</summary>
    public NameSet Roles => All("roles", "role");

    /// <summary>The roles that may log in.</summary>
    public NameSet Users => All("users", "role", ("login", "true"));

    /// <summary>The roles that may not log in.</summary>
    public NameSet Groups => All("groups", "role", ("login", "false"));

    /// <summary>The languages.</summary>
    public NameSet Languages => All("languages", "language");

    /// <summary>The extensions.</summary>
    public NameSet Extensions => All("extensions", "extension");

    /// <summary>The tablespaces.</summary>
    public NameSet Tablespaces => All("tablespaces", "tablespace");

    /// <summary>The casts, each as <c>integer as bigint</c>, the server's own too.</summary>
    public NameSet Casts => All("casts", "cast");

    /// <summary>A schema.</summary>
    /// <param name="name">The name.</param>
    public CatalogueSchema Schema(string name) => new(_facts, name);

    /// <summary>A table, partitioned or not.</summary>
    /// <param name="name">The name, with its schema unless that is <c>public</c>.</param>
    public CatalogueTable Table(string name) => new(_facts, name, "table");

    /// <summary>A view.</summary>
    /// <inheritdoc cref="Table"/>
    public CatalogueTable View(string name) => new(_facts, name, "view");

    /// <summary>A materialized view.</summary>
    /// <inheritdoc cref="Table"/>
    public CatalogueTable MaterializedView(string name) => new(_facts, name, "materialized view");

    /// <summary>A foreign table.</summary>
    /// <inheritdoc cref="Table"/>
    public CatalogueTable ForeignTable(string name) => new(_facts, name, "foreign table");

    /// <summary>A sequence.</summary>
    /// <inheritdoc cref="Table"/>
    public CatalogueTable Sequence(string name) => new(_facts, name, "sequence");

    /// <summary>A relation of any kind, but an index.</summary>
    /// <inheritdoc cref="Table"/>
    public CatalogueTable Relation(string name) => new(_facts, name, "relation");

    /// <summary>A composite type, with its columns.</summary>
    /// <inheritdoc cref="Table"/>
    public CatalogueTable Composite(string name) => new(_facts, name, "composite type");

    /// <summary>An index: <c>table</c>, <c>columns</c>, <c>unique</c>, <c>primary</c>, <c>clustered</c>, <c>method</c>, <c>definition</c>.</summary>
    /// <inheritdoc cref="Table"/>
    public CatalogueObject Index(string name) => new(_facts, "index", name);

    /// <summary>A function, procedure or aggregate: <c>kind</c>, <c>language</c>, <c>returns</c>, <c>definer</c>, <c>strict</c>, <c>volatility</c>.</summary>
    /// <param name="signature">Its name and its arguments' types: <c>add(integer, integer)</c>.</param>
    public CatalogueObject Function(string signature) => new(_facts, "function", signature);

    /// <summary>A type of any kind: <c>kind</c>.</summary>
    /// <inheritdoc cref="Table"/>
    public CatalogueObject Type(string name) => new(_facts, "type", name);

    /// <summary>A domain: <c>base</c>.</summary>
    /// <inheritdoc cref="Table"/>
    public CatalogueObject Domain(string name) => new(_facts, "type", name, "domain");

    /// <summary>An enum: <c>labels</c>, in their order, with commas.</summary>
    /// <inheritdoc cref="Table"/>
    public CatalogueObject Enum(string name) => new(_facts, "type", name, "enum");

    /// <summary>A cast: <c>context</c>.</summary>
    /// <param name="source">The type that is cast.</param>
    /// <param name="target">The type that it becomes.</param>
    public CatalogueObject Cast(string source, string target) => new(_facts, "cast", $"{source} as {target}");

    /// <summary>An operator: <c>returns</c>.</summary>
    /// <param name="signature">Its name and its operands' types, <c>NONE</c> for the one that it has not: <c>+(integer, integer)</c>.</param>
    public CatalogueObject Operator(string signature) => new(_facts, "operator", signature);

    /// <summary>An operator class: <c>method</c>.</summary>
    /// <inheritdoc cref="Table"/>
    public CatalogueObject OperatorClass(string name) => new(_facts, "operator class", name);

    /// <summary>A role: <c>superuser</c>, <c>login</c>, <c>member of</c>.</summary>
    /// <param name="name">The name.</param>
    public CatalogueObject Role(string name) => new(_facts, "role", name);

    /// <summary>A language: <c>trusted</c>.</summary>
    /// <inheritdoc cref="Role"/>
    public CatalogueObject Language(string name) => new(_facts, "language", name);

    /// <summary>An extension: <c>schema</c>, <c>version</c>.</summary>
    /// <inheritdoc cref="Role"/>
    public CatalogueObject Extension(string name) => new(_facts, "extension", name);

    /// <summary>A tablespace.</summary>
    /// <inheritdoc cref="Role"/>
    public CatalogueObject Tablespace(string name) => new(_facts, "tablespace", name);

    /// <summary>A foreign-data wrapper.</summary>
    /// <inheritdoc cref="Role"/>
    public CatalogueObject ForeignDataWrapper(string name) => new(_facts, "wrapper", name);

    /// <summary>A foreign server.</summary>
    /// <inheritdoc cref="Role"/>
    public CatalogueObject ForeignServer(string name) => new(_facts, "server", name);

    private NameSet All(string what, string @class, params (string Fact, string Value)[] facts) => new("catalogue", what, _facts.Names(@class, facts));
}
