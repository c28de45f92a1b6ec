using Sandbox.Postgres;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <content>DISCARD, statement by statement as the manual has it: the server would refuse DISCARD ALL in the rehearsal's transaction, and DISCARD TEMP would take the seal.</content>
public sealed partial class VirtualTransactions
{
    /// <summary>What DISCARD ALL does (manual, "DISCARD"), but for the temporary objects.</summary>
    private static readonly string[] s_discarded =
    [
        "CLOSE ALL", "SET SESSION AUTHORIZATION DEFAULT", "RESET ALL", "DEALLOCATE ALL", "UNLISTEN *", "SELECT pg_catalog.pg_advisory_unlock_all()", "DISCARD PLANS", "DISCARD SEQUENCES",
    ];

    private async Task<PlayedReply> DiscardAsync(StatementClass kind, CancellationToken cancellationToken)
    {
        var isAll = kind.Control == TransactionControl.DiscardAll;
        if (isAll && _inBlock)
        {
            return PlayedReply.Of("DISCARD ALL", "refused as in a transaction block") with { Results = await RefusedInBlockAsync(cancellationToken) };
        }

        foreach (var statement in isAll ? s_discarded : [])
        {
            await HarnessAsync(statement, cancellationToken);
        }

        Harness.Forget();
        foreach (var drop in await TemporaryDropsAsync(cancellationToken))
        {
            await HarnessAsync(drop, cancellationToken);
        }

        return PlayedReply.Of(isAll ? "DISCARD ALL" : "DISCARD TEMP", "played: what it discards is discarded, but not the seal");
    }

    /// <summary>The server's own refusal, which fails the block as it would.</summary>
    private Task<IReadOnlyList<Reply>> RefusedInBlockAsync(CancellationToken cancellationToken) =>
        StatementSender.SendExtendedAsync(Session, "DISCARD ALL", Transmission.Plain, cancellationToken);

    private async Task<IReadOnlyList<string>> TemporaryDropsAsync(CancellationToken cancellationToken)
    {
        // What hangs on another one of these goes with it: only what depends on nothing but the schema is named.
        var drops = await Harness.QueryAsync(
            """
            SELECT 'DROP ' || CASE i.type WHEN 'table' THEN 'TABLE' WHEN 'view' THEN 'VIEW' WHEN 'materialized view' THEN 'MATERIALIZED VIEW' WHEN 'sequence' THEN 'SEQUENCE'
                                          WHEN 'function' THEN 'FUNCTION' WHEN 'procedure' THEN 'PROCEDURE' WHEN 'aggregate' THEN 'AGGREGATE' WHEN 'type' THEN 'TYPE'
                                          WHEN 'domain' THEN 'DOMAIN' WHEN 'composite type' THEN 'TYPE' END || ' IF EXISTS ' || i.identity || ' CASCADE'
            FROM (SELECT DISTINCT d.classid, d.objid
                  FROM pg_depend d
                  WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = pg_my_temp_schema() AND d.deptype = 'n'
                    AND d.classid IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass)) o,
                 pg_identify_object(o.classid, o.objid, 0) i
            WHERE i.identity NOT LIKE '%sandbox%' || $1 || '%'
            """,
            cancellationToken,
            _seal.Suffix);
        return [.. drops.Rows.Select(static row => row[0]).OfType<string>()];
    }
}
