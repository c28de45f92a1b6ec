using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Bodies;

/// <summary>The tables of a clone, by the names that effects have.</summary>
internal static class CloneTables
{
    private const string Text = """
        SELECT CASE WHEN n.nspname = 'public' THEN pg_catalog.quote_ident(c.relname)
                    WHEN c.relpersistence = 't' THEN 'pg_temp.' || pg_catalog.quote_ident(c.relname)
                    ELSE pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) END
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND c.relname NOT LIKE '%' || $1
        """;

    /// <summary>Reads them.</summary>
    /// <param name="harness">The rehearsal's session.</param>
    /// <param name="seal">The seal, whose tables are left out.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlySet<string>> ReadAsync(HarnessSession harness, Seal seal, CancellationToken cancellationToken) =>
        (await harness.AskAsync([new BatchStatement(Text, seal.Suffix)], cancellationToken))[0].Rows.Select(static row => row[0]!).ToHashSet(StringComparer.Ordinal);
}
