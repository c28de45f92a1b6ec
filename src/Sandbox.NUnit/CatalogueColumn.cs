using Sandbox.NUnit.Catalogues;

namespace Sandbox.NUnit;

/// <summary>A column of a relation of a catalogue.</summary>
public sealed class CatalogueColumn : CatalogueObject
{
    private static readonly string[] s_grantable = ["INSERT", "REFERENCES", "SELECT", "UPDATE"];

    private readonly CatalogueTable _table;

    internal CatalogueColumn(CatalogueFacts facts, CatalogueTable table, string name)
        : base(facts, "column", $"{table.Name}.{name}") => _table = table;

    /// <summary>Its type as the server writes it, modifier included: <c>character varying(20)</c>.</summary>
    public Fact Type => Fact("type");

    /// <summary>Whether it takes NULL.</summary>
    public Fact IsNullable => Fact("nullable");

    /// <summary>Its default as the server writes it.</summary>
    public Fact Default => Fact("default");

    /// <inheritdoc/>
    public override NameSet PrivilegesOf(string role)
    {
        ShouldExist();
        return new NameSet(Where, $"privileges of {role}", [.. GrantedTo(role).Union(_table.GrantedTo(role).Intersect(s_grantable, StringComparer.Ordinal), StringComparer.Ordinal)]);
    }
}
