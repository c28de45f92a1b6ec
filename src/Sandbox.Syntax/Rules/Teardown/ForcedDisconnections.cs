using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules.Teardown;

/// <summary>SBX1004: sessions are ended that nobody named: FORCE on a name that is built, pg_terminate_backend on whatever a query returns.</summary>
internal static class ForcedDisconnections
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "datname", "datid", "pid", "application_name" };

    public static void Check(RuleRun run, SqlTokens statement, TextContext context)
    {
        if (statement.IsWord(0, "drop") && statement.IsWord(1, "database"))
        {
            CheckForce(run, statement);
            return;
        }

        if (run.Options.Partial && !IsKnown(statement))
        {
            return;
        }

        for (var i = 0; i + 1 < statement.Count; i++)
        {
            if (statement.IsWord(i, "pg_terminate_backend") && statement.Is(i + 1, TokenKind.OpenParenthesis) && !IsExact(statement, i + 2, context))
            {
                run.Report(
                    RuleRegistry.ForcedDisconnection, statement.Source, statement[i].Start, statement[statement.SkipParentheses(i + 1) - 1].End,
                    "this ends sessions that nobody named: say datname = and the exact name of a database that is yours");
            }
        }
    }

    /// <summary>Of a text of which parts are unknown these are values alone, so that none of them holds the condition that would name the sessions.</summary>
    private static bool IsKnown(SqlTokens statement)
    {
        var holdsValues = false;
        for (var i = 0; i < statement.Count; i++)
        {
            if (statement.Text(i).IndexOf(MappedText.Hole) >= 0)
            {
                if (statement[i].Kind is not (TokenKind.String or TokenKind.EscapeString))
                {
                    return false;
                }

                holdsValues = true;
            }
        }

        return holdsValues;
    }

    private static void CheckForce(RuleRun run, SqlTokens statement)
    {
        var name = statement.IsWord(2, "if") ? 4 : 2;
        if (name < statement.Count && RuntimeDatabaseNames.IsOpen(run, statement, name) && statement.From(name + 1).Mentions("force"))
        {
            run.Report(
                RuleRegistry.ForcedDisconnection, statement.Source, statement[0].Start, statement[statement.Count - 1].End,
                "FORCE ends every session of a database whose name is known only when it runs: write the name out");
        }
    }

    private static bool IsExact(SqlTokens statement, int argument, TextContext context)
    {
        if (argument >= statement.Count || statement[argument].Kind is TokenKind.Number or TokenKind.Parameter or TokenKind.Variable or TokenKind.VariableLiteral)
        {
            return true;
        }

        if (!statement.Mentions("pg_stat_activity"))
        {
            // A variable: the query that filled it decides.
            return !context.Driven;
        }

        var call = statement[argument].Start;
        return QueryArms.Of(statement).All(arm => !Holds(arm, call) || QueryPins.Pin(arm, (column, value) =>
            Names.Contains(column) && QueryPins.Column(value) is var other && !(other is "oid" || (other is not null && Names.Contains(other))) && (context.Guarded || !IsWherever(value))));
    }

    /// <summary>Whether what begins at an offset stands in a half of the query.</summary>
    private static bool Holds(SqlTokens arm, int offset)
    {
        for (var i = 0; i < arm.Count; i++)
        {
            if (arm[i].Start == offset)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whatever database the script happens to be connected to.</summary>
    private static bool IsWherever(SqlTokens value) => DatabaseCheck.IsIn(value, []);
}
