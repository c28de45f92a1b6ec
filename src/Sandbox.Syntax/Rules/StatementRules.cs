using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules.Definitions;
using Sandbox.Syntax.Rules.Secrets;
using Sandbox.Syntax.Rules.Teardown;

namespace Sandbox.Syntax.Rules;

/// <summary>Checks one statement, with the texts that it executes.</summary>
internal static class StatementRules
{
    private static readonly HashSet<string> CurrentRoles = new(StringComparer.OrdinalIgnoreCase) { "current_user", "session_user", "current_role", "user" };

    private static readonly HashSet<string> RemoteCalls = new(StringComparer.OrdinalIgnoreCase) { "dblink", "dblink_exec", "dblink_send_query", "dblink_open" };

    private static readonly HashSet<string> Droppable = new(StringComparer.OrdinalIgnoreCase)
    {
        "access", "aggregate", "cast", "collation", "conversion", "database", "domain", "event", "extension", "foreign", "function", "group", "index",
        "language", "materialized", "operator", "owned", "policy", "procedural", "procedure", "publication", "role", "routine", "rule", "schema",
        "sequence", "server", "statistics", "subscription", "table", "tablespace", "text", "transform", "trigger", "type", "user", "view",
    };

    /// <summary>Checks a statement; returns what it means for the statements behind it.</summary>
    /// <param name="run">Where findings go.</param>
    /// <param name="statement">The statement's tokens, without the semicolon.</param>
    /// <param name="context">What surrounds it.</param>
    /// <param name="executesRows">Whether the values that it returns are executed (psql's <c>\gexec</c>).</param>
    public static BodyOutcome Check(RuleRun run, SqlTokens statement, TextContext context, bool executesRows = false)
    {
        // What stands in a hole before a statement is blank, or a statement of its own.
        while (statement.Count > 1 && statement.Text(0).Trim(MappedText.Hole).IsEmpty)
        {
            statement = statement.From(1);
        }

        foreach (var element in SchemaElements(statement))
        {
            CheckFact(run, StatementReader.Read(element), context);
        }

        if (statement.Count > 0)
        {
            // In a body SELECT ... INTO fills a variable.
            var fills = context.InBody && statement.IsWord(0, "select");
            CheckFact(run, fills ? new OtherStatement(statement) : StatementReader.Read(statement), context);
        }

        if (statement.IsWord(0, "drop"))
        {
            CheckDrop(run, statement, context);
        }
        else if (statement.IsWord(0, "do"))
        {
            return CheckBlock(run, statement, context);
        }
        else if (statement.IsWord(0, "create") && IsRoutine(statement))
        {
            CheckRoutine(run, statement, context);
        }
        else
        {
            CheckQuery(run, statement, context, executesRows);
        }

        return default;
    }

    private static void CheckFact(RuleRun run, StatementFact fact, TextContext context)
    {
        if (fact is SettingFact { Name: "plpgsql.check_asserts" } setting)
        {
            run.AssertsHold = !setting.IsOff;
        }

        if (!context.Generated)
        {
            RuntimeDatabaseNames.Check(run, fact.Tokens);
            ForcedDisconnections.Check(run, fact.Tokens, context);
            UnboundedWrites.Check(run, fact);
            StatementSecrets.Check(run, fact.Tokens);
        }

        if (!context.IsRemote)
        {
            run.Rehearsal.Take(fact, context);
            run.Migrations.Take(fact, context);
        }
        else if (context.Guarded)
        {
            GuardsElsewhere.Check(run, fact, sameServer: true);
        }
    }

    /// <summary>What <c>CREATE SCHEMA ... CREATE TABLE ...</c> makes in the new schema: the statements behind its name.</summary>
    private static IEnumerable<SqlTokens> SchemaElements(SqlTokens statement)
    {
        if (!statement.IsWord(0, "create") || !statement.IsWord(1, "schema"))
        {
            yield break;
        }

        for (var start = statement.FindWord(2, "create", "grant"); start < statement.Count;)
        {
            var end = statement.FindWord(start + 1, "create", "grant");
            yield return statement.Between(start, end);
            start = end;
        }
    }

    private static bool IsRoutine(SqlTokens statement)
    {
        var i = statement.IsWord(1, "or") ? 3 : 1;
        return statement.IsWord(i, "function") || statement.IsWord(i, "procedure");
    }

    private static BodyOutcome CheckBlock(RuleRun run, SqlTokens statement, TextContext context)
    {
        for (var i = 1; i < statement.Count; i++)
        {
            if (statement.IsString(i) && !statement.IsWord(i - 1, "language"))
            {
                // What another language than PL/pgSQL does with a check is not read.
                var language = statement.FindWord(0, "language") + 1;
                var outcome = CheckBody(run, SqlLiteral.Read(statement.Source, statement[i]), context.Nested(context.Guarded, driven: false, inBody: true));
                return language >= statement.Count || IsPlain(statement, language) ? outcome : default;
            }
        }

        return default;
    }

    private static bool IsPlain(SqlTokens statement, int language) =>
        string.Equals(statement.IsString(language) ? SqlLiteral.Read(statement.Source, statement[language]).Text : statement.Name(language), "plpgsql", StringComparison.OrdinalIgnoreCase);

    /// <summary>A routine's body, in a literal or behind BEGIN ATOMIC.</summary>
    private static void CheckRoutine(RuleRun run, SqlTokens statement, TextContext context)
    {
        var literal = statement.FindWord(0, "as") + 1;
        var atomic = statement.FindWord(0, "atomic");
        if (!statement.IsString(literal) && !statement.IsWord(atomic - 1, "begin"))
        {
            return;
        }

        // Whatever guards the script does not stand before a call of the routine later on.
        var inside = context.Nested(guarded: false, driven: false, inBody: true);
        run.Migrations.EnterRoutine();
        if (statement.IsString(literal))
        {
            CheckBody(run, SqlLiteral.Read(statement.Source, statement[literal]), inside);
        }
        else
        {
            new BodyRules(run, inside, suppressions: null).Check(statement.From(atomic + 1));
        }

        run.Migrations.LeaveRoutine();
    }

    private static BodyOutcome CheckBody(RuleRun run, MappedText body, TextContext context) =>
        context.Depth <= RuleRun.DeepestText ? new BodyRules(run, context, new BodySuppressions(run, body)).Check(SqlTokens.Lex(body)) : default;

    private static void CheckDrop(RuleRun run, SqlTokens statement, TextContext context)
    {
        if (statement.IsWord(1, "database") && !context.Guarded && !context.Generated)
        {
            Report(run, RuleRegistry.UnguardedDropDatabase, statement, 1, $"{Named(statement)} is dropped with no guard before it: check current_database() and raise, or call CloneGuard.EnsureAsync first");
        }

        if (statement.IsWord(1, "owned"))
        {
            CheckDropOwned(run, statement);
        }
        else if (statement.IsWord(1, "schema"))
        {
            CheckDropSchema(run, statement);
        }

        if (context.Driven && statement.IsAnyWord(1, Droppable) && HasHole(statement))
        {
            Report(run, RuleRegistry.WildcardTeardown, statement, 1, "what this drops is whatever a catalog query returns: name exactly what goes");
        }
    }

    private static string Named(SqlTokens statement)
    {
        var i = statement.IsWord(2, "if") ? 4 : 2;
        return statement.Name(i) is { } name && name.IndexOf(MappedText.Hole) < 0 ? $"database \"{name}\"" : "a database";
    }

    private static bool HasHole(SqlTokens statement)
    {
        for (var i = 2; i < statement.Count; i++)
        {
            if (statement.Text(i).IndexOf(MappedText.Hole) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckDropOwned(RuleRun run, SqlTokens statement)
    {
        for (var i = 3; i < statement.Count && !statement.IsWord(i, "cascade") && !statement.IsWord(i, "restrict"); i++)
        {
            if (statement.IsAnyWord(i, CurrentRoles))
            {
                Report(run, RuleRegistry.WildcardTeardown, statement, i, $"DROP OWNED BY {statement.Text(i).ToString().ToUpperInvariant()} drops everything of whoever runs it: name the role");
                return;
            }
        }
    }

    private static void CheckDropSchema(RuleRun run, SqlTokens statement)
    {
        var cascade = statement.FindWord(2, "cascade");
        if (cascade == statement.Count)
        {
            return;
        }

        for (var i = 2; i < cascade; i++)
        {
            if (statement.Name(i) is { } name && (name is "public" || run.Options.SharedSchemas?.Contains(name, StringComparer.Ordinal) is true))
            {
                Report(run, RuleRegistry.WildcardTeardown, statement, cascade, $"schema \"{name}\" is shared: CASCADE takes what others keep in it; drop your own objects by name");
                return;
            }
        }
    }

    private static void CheckQuery(RuleRun run, SqlTokens statement, TextContext context, bool executesRows)
    {
        if (context.Depth >= RuleRun.DeepestText)
        {
            return;
        }

        var driven = context.Driven || CatalogQuery.IsWildcard(statement);
        for (var i = 0; i < statement.Count; i++)
        {
            if (statement.IsAnyWord(i, RemoteCalls) && statement.Is(i + 1, TokenKind.OpenParenthesis))
            {
                CheckArguments(run, statement.Between(i + 2, statement.SkipParentheses(i + 1) - 1), context.Nested(context.Guarded, driven) with { IsRemote = true });
            }
            else if (statement.IsWord(i, "program") && statement.IsString(i + 1) && statement.IsWord(0, "copy"))
            {
                ShellRules.Check(run, SqlLiteral.Read(statement.Source, statement[i + 1]), 0);
            }
        }

        if (executesRows || (driven && !context.InBody))
        {
            foreach (var column in ExecutedText.ReadColumns(statement))
            {
                new ScriptRules(run, column, psql: false, context.Nested(context.Guarded, driven, generated: !executesRows)).Check();
            }
        }
    }

    private static void CheckArguments(RuleRun run, SqlTokens arguments, TextContext context)
    {
        foreach (var argument in arguments.SplitAtCommas())
        {
            new ScriptRules(run, ExecutedText.Read(argument), psql: false, context).Check();
        }
    }

    private static void Report(RuleRun run, Rule rule, SqlTokens statement, int last, string message) =>
        run.Report(rule, statement.Source, statement[0].Start, statement[last].End, message);
}
