using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Guards;

/// <summary>
/// Looks, before a script runs, for what of the clone itself would do work that no rollback takes back: routines that call such a function or are written in an
/// untrusted language, foreign tables that run a program, and whatever fires or calls them: triggers, rules, views, defaults, policies, cascades.
/// </summary>
/// <remarks>Names are all that can be told: code that puts its calls together from pieces is found out by what it leaves behind, or not at all.</remarks>
internal static class EscapeHatchPreflight
{
    /// <summary>The name that every script says.</summary>
    public const string AnyScript = "";

    /// <summary>Routines in the clone's own languages that hold one of the names; the server looks first, since a clone may have thousands.</summary>
    private const string Routines = """
        SELECT p.oid, p.oid::pg_catalog.regprocedure, CASE WHEN l.lanpltrusted THEN '' ELSE l.lanname END,
               pg_catalog.pg_get_functiondef(p.oid)
        FROM pg_catalog.pg_proc p
        JOIN pg_catalog.pg_language l ON l.oid = p.prolang
        WHERE p.oid >= 16384 AND p.prokind IN ('f', 'p') AND l.lanname NOT IN ('internal', 'c')
          AND (NOT l.lanpltrusted OR pg_catalog.pg_get_functiondef(p.oid) ~* $1)
        """;

    /// <summary>What is written down as a parsed expression and calls one of the functions itself: views, rules, defaults, checks, policies, indexes.</summary>
    private const string Expressions = """
        WITH hatches AS (SELECT ':funcid (' || pg_catalog.string_agg(oid::pg_catalog.text, '|') || ') ' AS pattern FROM pg_catalog.pg_proc WHERE proname = ANY ($1::pg_catalog.name[]))
        SELECT DISTINCT e.relation, e.relation::pg_catalog.regclass
        FROM hatches h, LATERAL (
            SELECT ev_class FROM pg_catalog.pg_rewrite WHERE oid >= 16384 AND ev_action::pg_catalog.text ~ h.pattern
            UNION ALL SELECT adrelid FROM pg_catalog.pg_attrdef WHERE adbin::pg_catalog.text ~ h.pattern
            UNION ALL SELECT conrelid FROM pg_catalog.pg_constraint WHERE conrelid <> 0 AND conbin::pg_catalog.text ~ h.pattern
            UNION ALL SELECT polrelid FROM pg_catalog.pg_policy WHERE polqual::pg_catalog.text ~ h.pattern OR polwithcheck::pg_catalog.text ~ h.pattern
            UNION ALL SELECT indrelid FROM pg_catalog.pg_index WHERE indexprs::pg_catalog.text ~ h.pattern OR indpred::pg_catalog.text ~ h.pattern
            UNION ALL
            SELECT f.ftrelid FROM pg_catalog.pg_foreign_table f WHERE $2::pg_catalog.bool AND EXISTS (SELECT FROM pg_catalog.unnest(f.ftoptions) o WHERE o LIKE 'program=%')) e(relation)
        """;

    /// <summary>
    /// What leads to a routine or a relation, step by step: the relation of a trigger, rule, default, constraint, index or policy; a domain; tables whose rows
    /// cascade; parents. Operators, casts and event triggers have no name that a script would have to say: every script may reach them.
    /// </summary>
    private const string Leading = """
        WITH RECURSIVE ways(class, object) AS (
            SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid, r FROM pg_catalog.unnest($1::pg_catalog.oid[]) r
            UNION SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, r FROM pg_catalog.unnest($2::pg_catalog.oid[]) r
            UNION
            SELECT n.class, n.object
            FROM ways w, LATERAL (
                SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid AS class, coalesce(t.tgrelid, a.adrelid, nullif(k.conrelid, 0), r.ev_class, p.polrelid) AS object
                FROM pg_catalog.pg_depend d
                LEFT JOIN pg_catalog.pg_trigger t ON d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass AND t.oid = d.objid AND w.class = 'pg_catalog.pg_proc'::pg_catalog.regclass
                LEFT JOIN pg_catalog.pg_attrdef a ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND a.oid = d.objid
                LEFT JOIN pg_catalog.pg_constraint k ON d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND k.oid = d.objid AND w.class = 'pg_catalog.pg_proc'::pg_catalog.regclass
                LEFT JOIN pg_catalog.pg_rewrite r ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND r.oid = d.objid
                LEFT JOIN pg_catalog.pg_policy p ON d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND p.oid = d.objid
                WHERE d.refclassid = w.class AND d.refobjid = w.object
                UNION ALL
                SELECT d.classid, d.objid FROM pg_catalog.pg_depend d
                WHERE d.refclassid = w.class AND d.refobjid = w.object AND w.class <> 'pg_catalog.pg_class'::pg_catalog.regclass
                  AND d.classid IN ('pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass,
                                    'pg_catalog.pg_operator'::pg_catalog.regclass, 'pg_catalog.pg_cast'::pg_catalog.regclass, 'pg_catalog.pg_event_trigger'::pg_catalog.regclass)
                UNION ALL
                SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, k.contypid FROM pg_catalog.pg_depend d
                JOIN pg_catalog.pg_constraint k ON d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND k.oid = d.objid AND k.contypid <> 0
                WHERE d.refclassid = w.class AND d.refobjid = w.object AND w.class = 'pg_catalog.pg_proc'::pg_catalog.regclass
                UNION ALL
                SELECT w.class, i.indrelid FROM pg_catalog.pg_index i WHERE w.class = 'pg_catalog.pg_class'::pg_catalog.regclass AND i.indexrelid = w.object
                UNION ALL
                SELECT w.class, k.confrelid FROM pg_catalog.pg_constraint k
                WHERE w.class = 'pg_catalog.pg_class'::pg_catalog.regclass AND k.contype = 'f' AND k.conrelid = w.object AND (k.confdeltype IN ('c', 'n', 'd') OR k.confupdtype IN ('c', 'n', 'd'))
                UNION ALL
                SELECT w.class, i.inhparent FROM pg_catalog.pg_inherits i WHERE w.class = 'pg_catalog.pg_class'::pg_catalog.regclass AND i.inhrelid = w.object) n
            WHERE n.object IS NOT NULL)
        SELECT coalesce(p.proname, c.relname, y.typname)::pg_catalog.text
        FROM ways w
        LEFT JOIN pg_catalog.pg_proc p ON w.class = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid = w.object
        LEFT JOIN pg_catalog.pg_class c ON w.class = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = w.object
        LEFT JOIN pg_catalog.pg_type y ON w.class = 'pg_catalog.pg_type'::pg_catalog.regclass AND y.oid = w.object
        LEFT JOIN pg_catalog.pg_event_trigger e ON w.class = 'pg_catalog.pg_event_trigger'::pg_catalog.regclass AND e.oid = w.object
        WHERE e.evtenabled IS DISTINCT FROM 'D'
        """;

    /// <summary>What is asked of every clone; <see cref="ReadAsync"/> reads the answers.</summary>
    public static IReadOnlyList<BatchStatement> Questions { get; } = QuestionsBut([]);

    private static string[] WantedBut(IReadOnlyCollection<string> admitted) => [.. StatementClassifier.EscapingFunctions.Where(name => !EscapeHatch.IsIn(name, admitted)), "copy"];

    private static BatchStatement[] QuestionsBut(IReadOnlyCollection<string> admitted)
    {
        var wanted = WantedBut(admitted);
        return [new(Expressions, ArrayText.Of(wanted), EscapeHatch.IsIn(EscapeHatch.ForeignTableProgram, admitted) ? "f" : "t"), RoutinesWith(wanted)];
    }

    /// <inheritdoc cref="ReadAsync"/>
    public static async Task<IReadOnlyDictionary<string, string>> SearchAsync(WireSession session, IReadOnlyCollection<string> admitted, CancellationToken cancellationToken) =>
        await ReadAsync(session, await session.AskAsync(QuestionsBut(admitted), cancellationToken), admitted, cancellationToken);

    /// <summary>The names through which a script would reach such work, each with what it leads to; none as a rule. <see cref="AnyScript"/> stands for all scripts.</summary>
    /// <param name="session">A session in the clone, outside a transaction.</param>
    /// <param name="answers">The answers to <see cref="Questions"/>, of which those for what is admitted ask for less.</param>
    /// <param name="admitted">The hatches that are passed over.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        ISession session, IReadOnlyList<Reply> answers, IReadOnlyCollection<string> admitted, CancellationToken cancellationToken)
    {
        var reached = new Dictionary<string, string>(StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var asked = new HashSet<string>(WantedBut(admitted), StringComparer.Ordinal) { AnyScript };
        foreach (var row in answers[0].Rows)
        {
            await AddAsync([], [row[0]!], $"an expression or a program of {row[1]} does what no rollback takes back");
        }

        // Who calls what was found is found in the next round, by its name.
        for (var routines = answers[1]; routines is not null;)
        {
            foreach (var row in routines.Rows.Where(row => !known.Contains(row[0]!)))
            {
                if (Reason(row, reached, admitted) is { } reason && known.Add(row[0]!))
                {
                    await AddAsync([row[0]!], [], $"{row[1]}: {reason}");
                }
            }

            string[] wanted = [.. reached.Keys.Where(asked.Add)];
            routines = wanted.Length == 0 ? null : await session.QueryAsync(Routines, cancellationToken, RoutinesWith(wanted).Parameters);
        }

        return reached;

        async Task AddAsync(string[] routines, string[] relations, string reason)
        {
            var ways = await session.QueryAsync(Leading, cancellationToken, ArrayText.Of(routines), ArrayText.Of(relations));
            foreach (var way in ways.Rows)
            {
                reached.TryAdd(way[0] ?? AnyScript, reason);
            }
        }
    }

    /// <summary>Refuses a script that names what of the clone would do work that no rollback takes back, unless the policy admits that.</summary>
    /// <param name="session">A session in the clone, outside a transaction.</param>
    /// <param name="reached">What <see cref="ReadAsync"/> found, nothing admitted.</param>
    /// <param name="plan">The script's plan.</param>
    /// <param name="policy">What is admitted.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What the script names and the policy admits; none as a rule.</returns>
    /// <exception cref="SandboxException">It names such a thing (<see cref="ExitCode.Refused"/>).</exception>
    public static async Task<IReadOnlyList<GuardCheck>> RefuseAsync(WireSession session, IReadOnlyDictionary<string, string> reached, ScriptPlan plan, Policy policy, CancellationToken cancellationToken)
    {
        var admitted = policy.AllowedEscapeHatches;
        var ways = Ways(reached, plan);
        var refused = ways;
        if (ways.Count > 0 && admitted.Count > 0)
        {
            // What is admitted may hide what is not: a search of its own passes over it and looks what is left.
            refused = Ways(await SearchAsync(session, admitted, cancellationToken), plan);
        }

        return refused.Count > 0 ? throw new SandboxException(ExitCode.Refused, $"{plan.Path}: {refused[0]}; the policy can admit it by name (allow.escapeHatches)")
            : [.. ways.Select(way => new GuardCheck(GuardCheck.EscapeHatches, Passed: true, $"{plan.Path}: {way}; admitted by {policy.Path ?? Policy.FileName}: $.allow.escapeHatches"))];
    }

    /// <summary>What of it a script names, one line each.</summary>
    private static List<string> Ways(IReadOnlyDictionary<string, string> reached, ScriptPlan plan) =>
    [
        .. reached.Where(way => way.Key == AnyScript || plan.Names.Contains(way.Key))
            .Select(static way => $"{(way.Key == AnyScript ? "any statement may run it" : $"the script names {way.Key}")}: {way.Value}"),
    ];

    /// <summary>Why a routine is one; null where only its text looked like it.</summary>
    private static string? Reason(IReadOnlyList<string?> routine, Dictionary<string, string> reached, IReadOnlyCollection<string> admitted)
    {
        if (routine[2] is { Length: > 0 } language && !EscapeHatch.IsLanguageIn(language, admitted))
        {
            return $"runs code of {language}, an untrusted language, whose work no rollback takes back";
        }

        if (StatementClassifier.FindEscape(routine[3], admitted) is { } escape)
        {
            return escape;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        Planning.NameCollector.Collect(routine[3], names);
        return reached.FirstOrDefault(reach => names.Contains(reach.Key)).Value;
    }

    private static BatchStatement RoutinesWith(IEnumerable<string> names) => new(Routines, $@"\m({string.Join('|', names.Select(Literally))})\M");

    private static string Literally(string name) => string.Concat(name.Select(static character => char.IsAsciiLetterOrDigit(character) || character == '_' ? $"{character}" : "."));
}
