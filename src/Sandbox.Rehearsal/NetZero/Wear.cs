using System.Globalization;
using System.Text;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// What every write leaves in a table, rolled back or not: longer files, dead row versions, counters that moved. Read of the tables that the script names before it runs, and
/// of those that it wrote once it is rolled back, so that it costs the same whatever the clone holds.
/// </summary>
internal sealed class Wear
{
    /// <summary>What is told where tables were written that the script does not name.</summary>
    public const string Unknown = "netZero.residue: how much the files of tables grew that the script's text does not name, or not in ASCII, is not measured, because nobody asked for their size before";

    /// <summary>So many tables are looked at before the run, and so many names of a very long script.</summary>
    private const int Most = 1000;

    // A table, or an index, that somebody holds, or waits for, exclusively would keep the question waiting.
    private const string Named = """
        WITH RECURSIVE named(oid) AS (
            SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relname = ANY ($1::pg_catalog.name[]) AND c.relkind IN ('r', 'p', 'm')
            UNION
            SELECT i.inhrelid FROM named n JOIN pg_catalog.pg_inherits i ON i.inhparent = n.oid
        ), heaps AS (
            SELECT c.oid, c.reltoastrelid
            FROM named n
            JOIN pg_catalog.pg_class c ON c.oid = n.oid
            WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND c.oid >= 16384
            LIMIT 1000
        ), tables(oid) AS (
            SELECT h.oid FROM heaps h UNION ALL SELECT h.reltoastrelid FROM heaps h WHERE h.reltoastrelid <> 0
        )
        SELECT f.oid, pg_catalog.pg_relation_size(f.oid)
        FROM (SELECT t.oid FROM tables t UNION ALL SELECT i.indexrelid FROM tables t JOIN pg_catalog.pg_index i ON i.indrelid = t.oid) AS f (oid)
        WHERE f.oid NOT IN (SELECT l.relation FROM pg_catalog.pg_lock_status() l WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock')
        """;

    private const string Written = """
        WITH written AS (
            SELECT c.oid, CASE WHEN n.nspname = 'public' THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END || pg_catalog.quote_ident(c.relname) AS name, c.reltoastrelid
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = ANY ($1::pg_catalog.oid[]) AND c.relkind IN ('r', 'm') AND c.relpersistence <> 't'
        )
        SELECT w.oid, w.name, f.part, f.oid, pg_catalog.pg_relation_size(f.oid)
        FROM written w,
             LATERAL (SELECT 'heap', w.oid
                      UNION ALL SELECT 'indexes', i.indexrelid FROM pg_catalog.pg_index i WHERE i.indrelid = w.oid
                      UNION ALL SELECT 'TOAST', w.reltoastrelid WHERE w.reltoastrelid <> 0
                      UNION ALL SELECT 'TOAST', i.indexrelid FROM pg_catalog.pg_index i WHERE i.indrelid = w.reltoastrelid) AS f (part, oid)
        ORDER BY w.name
        """;

    private static readonly string[] s_parts = ["heap", "indexes", "TOAST"];

    private readonly Dictionary<string, long> _before = new(StringComparer.Ordinal);

    /// <summary>Whether a table was written whose size before is not known.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>What is asked before the run, outside a transaction; <see cref="TakeBefore"/> reads the answer.</summary>
    /// <remarks>A character that the database's encoding does not have would fail the question.</remarks>
    /// <param name="names">The names in the script's text.</param>
    public static BatchStatement Question(IReadOnlySet<string> names) => new(Named, ArrayText.OfTexts(names.Where(static name => Ascii.IsValid(name)).Take(Most)));

    /// <summary>Takes how large the tables are that the script names.</summary>
    /// <param name="answer">The answer to <see cref="Question"/>.</param>
    public void TakeBefore(Reply answer)
    {
        foreach (var row in answer.Rows)
        {
            _before[row[0]!] = Bytes(row[1]);
        }
    }

    /// <summary>What is left in the tables that the script wrote.</summary>
    /// <param name="harness">A session in the clone once the run is rolled back.</param>
    /// <param name="work">All work, by the tables' oids.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<Residue>> ReadAsync(IHarness harness, IReadOnlyDictionary<string, RowCounts> work, CancellationToken cancellationToken)
    {
        var residue = new List<Residue>();
        if (work.Count == 0)
        {
            return residue;
        }

        var tables = await harness.AskAsync([new BatchStatement(Written, ArrayText.Of(work.Keys))], cancellationToken);
        foreach (var table in tables[0].Rows.GroupBy(static row => (Oid: row[0]!, Name: row[1]!)))
        {
            var (oid, name) = table.Key;
            foreach (var part in table.GroupBy(static row => row[2]!, StringComparer.Ordinal).OrderBy(static part => Array.IndexOf(s_parts, part.Key)))
            {
                var (before, after) = (part.Sum(row => _before.GetValueOrDefault(row[3]!)), part.Sum(static row => Bytes(row[4])));
                if (!part.All(row => _before.ContainsKey(row[3]!)))
                {
                    HasUnknown = true;
                }
                else if (before != after)
                {
                    residue.Add(Of($"{part.Key} of table {name}", InWords($"{before} bytes"), InWords($"{after} bytes")));
                }
            }

            // Whatever a transaction wrote that is rolled back is dead, and the server counts it as written all the same. What lay in a file that went with the rollback is gone with it.
            var counts = work[oid];
            if (counts.Inserted + counts.Updated is > 0 and var dead)
            {
                residue.Add(Of($"dead rows of table {name}", null, InWords($"at most {dead} more")));
            }

            residue.Add(Of($"statistics of table {name}", null, InWords($"{counts.Inserted} more inserted, {counts.Updated} more updated, {counts.Deleted} more deleted")));
        }

        return residue;
    }

    private static Residue Of(string what, string? before, string after) => new(ResidueKind.Physical, what, before, after) { IsWear = true };

    private static long Bytes(string? text) => long.Parse(text ?? "0", CultureInfo.InvariantCulture);

    private static string InWords(FormattableString text) => FormattableString.Invariant(text);
}
