using System.Globalization;

namespace Sandbox.Rehearsal.States;

/// <summary>The questions about a table's contents.</summary>
/// <remarks>
/// A row's hash is 64 bits wide: each column's value is hashed with a seed of its own by a function that tells any two values apart that have different text,
/// and the hashes are joined by XOR. A table's digest is two sums over the rows' hashes, each mixed in another way first, and the number of rows; the sums are
/// numeric and cannot overflow. Neither the order of the rows matters nor where they lie, and two equal rows do not cancel each other.
/// </remarks>
internal static class TableQuestions
{
    private const int LongestValue = 1_000;

    /// <summary>How many rows, and the two sums.</summary>
    /// <remarks>The volatile function keeps the planner from writing the hash out twice; it is parallel safe and costs nothing.</remarks>
    public static string Digest(TableToRead table) =>
        $"""
        SELECT pg_catalog.count(*), coalesce(pg_catalog.sum(pg_catalog.hashint4extended((r.h >> 32)::pg_catalog.int4, r.h)), 0) || ':' || coalesce(pg_catalog.sum(pg_catalog.hashint8extended(r.h, r.h)), 0)
        FROM (SELECT {RowHash(table)} AS h, pg_catalog.pg_is_in_recovery() FROM ONLY {table.Name} AS t) AS r
        """;

    /// <summary>Rows: hash, key, values.</summary>
    /// <param name="table">The table.</param>
    /// <param name="writtenSince">The first transaction id, in full, whose rows are wanted; null for all rows.</param>
    /// <param name="limit">How many rows at most.</param>
    public static string Rows(TableToRead table, long? writtenSince, int limit)
    {
        var order = table.Key.Count > 0 ? string.Join(", ", table.Key.Select(static column => $"t.{column.Name}")) : "1";

        // Ids go round; the server counts both ages back from the same id.
        var where = writtenSince is { } id ? string.Create(CultureInfo.InvariantCulture, $"WHERE pg_catalog.age(t.xmin) <= pg_catalog.age('{id % (1L << 32)}'::pg_catalog.xid) ") : "";
        var values = string.Concat(table.Columns.Select(static column => $", {Value(column)}"));
        return string.Create(CultureInfo.InvariantCulture, $"SELECT {RowHash(table)}, {KeyText(table)}{values} FROM ONLY {table.Name} AS t {where}ORDER BY {order} LIMIT {limit}");
    }

    private static string RowHash(TableToRead table) =>
        table.Columns.Count == 0 ? "0::pg_catalog.int8" : string.Join(" # ", table.Columns.Select(static (column, at) => $"coalesce({Hash(column, Seed(at))}, {Seed(~at)})"));

    private static string KeyText(TableToRead table) => table.Key.Count == 0
        ? "NULL"
        : $"pg_catalog.concat_ws(', ', {string.Join(", ", table.Key.Select(static column => $"{Literal(column.Name + "=")} || {Value(column)}"))})";

    // What is fixed in width is hashed as it lies, where a hash function takes in all of it; the rest as text. The hash of numeric leaves out sign and scale, that of
    // float8 takes 0 and -0 for one, that of jsonb follows numeric: they are hashed as text too.
    private static string Hash(TableColumn column, string seed) => column.BaseType switch
    {
        16 => $"pg_catalog.hashint4extended(t.{column.Name}::pg_catalog.int4, {seed})",
        18 => $"pg_catalog.hashcharextended(t.{column.Name}, {seed})",
        21 => $"pg_catalog.hashint2extended(t.{column.Name}, {seed})",
        23 => $"pg_catalog.hashint4extended(t.{column.Name}, {seed})",
        26 => $"pg_catalog.hashoidextended(t.{column.Name}, {seed})",

        // It folds the value's halves into one first; the upper half alone beside it makes up for that.
        20 => $"pg_catalog.hashint4extended((t.{column.Name} >> 32)::pg_catalog.int4, pg_catalog.hashint8extended(t.{column.Name}, {seed}))",
        2950 => $"pg_catalog.uuid_hash_extended(t.{column.Name}, {seed})",
        25 or 1043 => $"pg_catalog.hashtextextended(t.{column.Name} COLLATE pg_catalog.\"C\", {seed})",
        17 => Bytes($"t.{column.Name}", column, seed),
        1082 => Bytes($"pg_catalog.date_send(t.{column.Name})", column, seed),
        1083 => Bytes($"pg_catalog.time_send(t.{column.Name})", column, seed),
        1114 => Bytes($"pg_catalog.timestamp_send(t.{column.Name})", column, seed),
        1184 => Bytes($"pg_catalog.timestamptz_send(t.{column.Name})", column, seed),
        1186 => Bytes($"pg_catalog.interval_send(t.{column.Name})", column, seed),
        _ => $"pg_catalog.hashtextextended({column.Text} COLLATE pg_catalog.\"C\", {seed})",
    };

    // Before PostgreSQL 18 bytes are hashed as elements of an array only; one that is NULL would count as nothing.
    private static string Bytes(string value, TableColumn column, string seed) =>
        $"CASE WHEN t.{column.Name} IS NOT NULL THEN pg_catalog.hash_array_extended(ARRAY[{value}], {seed}) END";

    private static string Value(TableColumn column) =>
        $"""
        CASE WHEN pg_catalog.length({column.Text}) <= {LongestValue.ToString(CultureInfo.InvariantCulture)} THEN {column.Text}
             ELSE pg_catalog.left({column.Text}, 200) || '… (' || pg_catalog.length({column.Text}) || ' characters, digest '
                  || pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to({column.Text}, 'UTF8')), 'hex'), 16) || ')' END
        """;

    // A different constant for each column, and another one for its NULL: the golden ratio's steps are spread evenly (Knuth, The Art of Computer Programming, 6.4).
    private static string Seed(int at) => $"({unchecked((at + 1L) * -7046029254386353131L).ToString(CultureInfo.InvariantCulture)})::pg_catalog.int8";

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
