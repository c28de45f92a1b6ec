namespace Sandbox.Rehearsal.Describing;

/// <summary>SQL that several describe commands share.</summary>
internal static class CatalogText
{
    /// <summary>Conditions that leave out the system's schemas, for a pg_namespace called n.</summary>
    public const string UserSchemas = "n.nspname <> 'pg_catalog' AND n.nspname <> 'information_schema'";

    /// <summary>An access control list, one entry a line; psql 17 and newer tell an empty list from none.</summary>
    public static string Acl(DescribeContext context, string column) => context.Dialect >= 17
        ? $"CASE WHEN pg_catalog.cardinality({column}) = 0 THEN '(none)' ELSE pg_catalog.array_to_string({column}, E'\\n') END"
        : $"pg_catalog.array_to_string({column}, E'\\n')";

    /// <summary>Options of a foreign object in parentheses; nothing where there are none.</summary>
    public static string ForeignOptions(string column) => $"""
        CASE WHEN {column} IS NULL THEN '' ELSE
          '(' || pg_catalog.array_to_string(ARRAY(
            SELECT pg_catalog.quote_ident(option_name) || ' ' || pg_catalog.quote_literal(option_value)
            FROM pg_catalog.pg_options_to_table({column})), ', ') || ')' END
        """;

    /// <summary>The comment on an object of a shown catalog, joined as <c>d</c>.</summary>
    public static string JoinDescription(string alias) => $"""
        LEFT JOIN pg_catalog.pg_description d ON d.classoid = {alias}.tableoid AND d.objoid = {alias}.oid AND d.objsubid = 0
        """;

    /// <summary>A name as it must be written here: with its schema where it is not visible.</summary>
    public static string VisibleName(string isVisible, string name, string schema) => $"""
        CASE WHEN {isVisible} THEN pg_catalog.format('%I', {name}) ELSE pg_catalog.format('%I.%I', {schema}, {name}) END
        """;

    /// <summary>The pattern of a type's name, which is held against both of the type's spellings.</summary>
    public static PatternTarget Type(string type, string schema) =>
        new($"{type}.typname", $"{schema}.nspname", $"pg_catalog.format_type({type}.oid, NULL)", $"pg_catalog.pg_type_is_visible({type}.oid)", MaxParts: 3);
}
