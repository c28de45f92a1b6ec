namespace Sandbox.Rehearsal.Describing;

/// <summary>The types that \df and \do take behind the name, since psql 14.</summary>
internal static class ArgumentTypes
{
    // Spellings that SQL takes but the catalog never shows.
    private static readonly Dictionary<string, string> Spellings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["decimal"] = "numeric",
        ["float"] = "double precision",
        ["int"] = "integer",
        ["bool[]"] = "boolean[]",
        ["decimal[]"] = "numeric[]",
        ["float[]"] = "double precision[]",
        ["float4[]"] = "real[]",
        ["float8[]"] = "double precision[]",
        ["int[]"] = "integer[]",
        ["int2[]"] = "smallint[]",
        ["int4[]"] = "integer[]",
        ["int8[]"] = "bigint[]",
        ["time[]"] = "time without time zone[]",
        ["timetz[]"] = "time with time zone[]",
        ["timestamp[]"] = "timestamp without time zone[]",
        ["timestamptz[]"] = "timestamp with time zone[]",
        ["varbit[]"] = "bit varying[]",
        ["varchar[]"] = "character varying[]",
    };

    /// <summary>The types behind the name; none before psql 14.</summary>
    public static IReadOnlyList<string> Of(DescribeContext context) => context.Dialect >= 14 ? [.. context.Arguments.Skip(1)] : [];

    /// <summary>A type's name as the catalog spells it.</summary>
    public static string Spell(string type) => Spellings.GetValueOrDefault(type, type);

    /// <summary>Joins the argument's type and restricts it; <c>-</c> means that there is no such argument.</summary>
    public static async Task<bool> RestrictAsync(
        DescribeContext context, CatalogQuery query, string type, string alias, string oid, CancellationToken cancellationToken)
    {
        query.From($"LEFT JOIN pg_catalog.pg_type {alias} ON {alias}.oid = {oid} LEFT JOIN pg_catalog.pg_namespace n{alias} ON n{alias}.oid = {alias}.typnamespace");
        if (type is "-")
        {
            query.Where($"{alias}.typname IS NULL");
            return true;
        }

        return await context.RestrictAsync(query, Spell(type), CatalogText.Type(alias, $"n{alias}"), cancellationToken);
    }
}
