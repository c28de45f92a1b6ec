using Sandbox.Postgres;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Guards;

/// <summary>
/// Looks, before a script runs, for what of the clone itself would do work that no rollback takes back: routines that call such a function or are written in an
/// untrusted language, foreign tables that run a program, and whatever fires or calls them: triggers, rules, views, defaults, policies, cascades.
/// </summary>
/// <remarks>Names are all that can be told: code that puts its calls together from pieces is found out by what it leaves behind, or not at all.</remarks>
internal static class EscapeHatchPreflight
{
    /// <summary>Routines in the clone's own languages that hold one of the names; the server looks first, since a clone may have thousands.</summary>
    private const string Routines = """
        SELECT p.oid, p.oid::pg_catalog.regprocedure, CASE WHEN l.lanname IN ('internal', 'c') OR l.lanpltrusted OR l.lanname = 'sql' THEN '' ELSE l.lanname END,
               pg_catalog.pg_get_functiondef(p.oid)
        FROM pg_catalog.pg_proc p
        JOIN pg_catalog.pg_language l ON l.oid = p.prolang
        WHERE p.oid >= 16384 AND p.prokind IN ('f', 'p') AND l.lanname NOT IN ('internal', 'c')
          AND ((NOT l.lanpltrusted AND l.lanname <> 'sql') OR pg_catalog.pg_get_functiondef(p.oid) ~* $1)
        """;

    private const string Programs = """
        SELECT c.oid, c.oid::pg_catalog.regclass
        FROM pg_catalog.pg_foreign_table f
        JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid
        WHERE EXISTS (SELECT FROM pg_catalog.unnest(f.ftoptions) o WHERE o LIKE 'program=%')
        """;

    /// <summary>What leads to a routine or a relation, step by step: the relation of a trigger, rule, default, constraint or policy; tables whose rows cascade; parents.</summary>
    private const string Ways = """
        WITH RECURSIVE ways(class, object) AS (
            SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid, r FROM pg_catalog.unnest($1::pg_catalog.oid[]) r
            UNION SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, r FROM pg_catalog.unnest($2::pg_catalog.oid[]) r
            UNION
            SELECT n.class, n.object
            FROM ways w, LATERAL (
                SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid AS class, coalesce(t.tgrelid, a.adrelid, k.conrelid, r.ev_class, p.polrelid) AS object
                FROM pg_catalog.pg_depend d
                LEFT JOIN pg_catalog.pg_trigger t ON d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass AND t.oid = d.objid AND w.class = 'pg_catalog.pg_proc'::pg_catalog.regclass
                LEFT JOIN pg_catalog.pg_attrdef a ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND a.oid = d.objid
                LEFT JOIN pg_catalog.pg_constraint k ON d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND k.oid = d.objid AND k.conrelid <> 0 AND w.class = 'pg_catalog.pg_proc'::pg_catalog.regclass
                LEFT JOIN pg_catalog.pg_rewrite r ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND r.oid = d.objid
                LEFT JOIN pg_catalog.pg_policy p ON d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND p.oid = d.objid
                WHERE d.refclassid = w.class AND d.refobjid = w.object
                UNION ALL
                SELECT d.classid, d.objid FROM pg_catalog.pg_depend d
                WHERE d.refclassid = w.class AND d.refobjid = w.object AND w.class = 'pg_catalog.pg_proc'::pg_catalog.regclass
                  AND d.classid IN ('pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_class'::pg_catalog.regclass)
                UNION ALL
                SELECT w.class, k.confrelid FROM pg_catalog.pg_constraint k
                WHERE w.class = 'pg_catalog.pg_class'::pg_catalog.regclass AND k.contype = 'f' AND k.conrelid = w.object AND (k.confdeltype IN ('c', 'n', 'd') OR k.confupdtype IN ('c', 'n', 'd'))
                UNION ALL
                SELECT w.class, i.inhparent FROM pg_catalog.pg_inherits i WHERE w.class = 'pg_catalog.pg_class'::pg_catalog.regclass AND i.inhrelid = w.object) n
            WHERE n.object IS NOT NULL)
        SELECT coalesce(p.proname, c.relname)::pg_catalog.text
        FROM ways w
        LEFT JOIN pg_catalog.pg_proc p ON w.class = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid = w.object
        LEFT JOIN pg_catalog.pg_class c ON w.class = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = w.object
        WHERE coalesce(p.proname, c.relname) IS NOT NULL
        """;

    /// <summary>The names through which a script would reach such work, each with what it leads to; none as a rule.</summary>
    /// <param name="session">A session in the clone, outside a transaction.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(ISession session, CancellationToken cancellationToken)
    {
        var reached = new Dictionary<string, string>(StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal);
        IReadOnlyCollection<string> wanted = StatementClassifier.EscapingFunctions;
        var programs = await session.QueryAsync(Programs, cancellationToken);
        foreach (var row in programs.Rows)
        {
            await AddAsync([], [row[0]!], $"foreign table {row[1]} runs a program on the server's machine, which no rollback takes back");
        }

        // Who calls what was found is found in the next round, by its name.
        while (wanted.Count > 0)
        {
            var before = reached.Keys.ToHashSet(StringComparer.Ordinal);
            var routines = await session.QueryAsync(Routines, cancellationToken, $@"\m({string.Join('|', wanted.Select(Literally))})\M");
            foreach (var row in routines.Rows.Where(row => !known.Contains(row[0]!)))
            {
                if (Reason(row, reached) is { } reason && known.Add(row[0]!))
                {
                    await AddAsync([row[0]!], [], $"{row[1]}: {reason}");
                }
            }

            wanted = [.. reached.Keys.Except(before, StringComparer.Ordinal)];
        }

        return reached;

        async Task AddAsync(string[] routines, string[] relations, string reason)
        {
            var ways = await session.QueryAsync(Ways, cancellationToken, $"{{{string.Join(',', routines)}}}", $"{{{string.Join(',', relations)}}}");
            foreach (var way in ways.Rows)
            {
                reached.TryAdd(way[0]!, reason);
            }
        }
    }

    /// <summary>Why a routine is one; null where only its text looked like it.</summary>
    private static string? Reason(IReadOnlyList<string?> routine, Dictionary<string, string> reached)
    {
        if (routine[2] is { Length: > 0 } language)
        {
            return $"runs code of {language}, an untrusted language, whose work no rollback takes back";
        }

        if (StatementClassifier.FindEscape(routine[3]) is { } escape)
        {
            return escape;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        Planning.NameCollector.Collect(routine[3], names);
        return reached.FirstOrDefault(reach => names.Contains(reach.Key)).Value;
    }

    private static string Literally(string name) => string.Concat(name.Select(static character => char.IsAsciiLetterOrDigit(character) || character == '_' ? $"{character}" : "."));
}
