using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Teardown;

/// <summary>SBX1005: TRUNCATE ... CASCADE, and DELETE and UPDATE of all rows, in CTEs too.</summary>
internal static class UnboundedWrites
{
    private static readonly HashSet<string> Leaders = new(StringComparer.OrdinalIgnoreCase) { "with", "explain", "prepare", "delete", "update", "copy", "insert", "select", "create", "declare", "merge", "return", "for" };

    public static void Check(RuleRun run, StatementFact fact)
    {
        var statement = fact.Tokens;
        if (fact is Truncate { Cascades: true } truncate)
        {
            Report(run, statement, statement.Count - 1, $"CASCADE empties every table that refers to {truncate.Names.FirstOrDefault()?.Shown ?? "it"}, and those that refer to them: name the tables");
        }
        else if (statement.IsAnyWord(0, Leaders))
        {
            CheckParts(run, statement);
        }

        if (statement.IsWord(0, "merge"))
        {
            CheckMerge(run, statement);
        }
    }

    /// <summary>MERGE whose ON holds for all rows, with a WHEN MATCHED that writes each of them.</summary>
    private static void CheckMerge(RuleRun run, SqlTokens statement)
    {
        var reader = new TokenReader(statement) { At = 1 };
        reader.Take("into");
        reader.Take("only");
        var on = statement.FindWord(reader.At, "on");
        var when = statement.FindWord(on, "when");
        var writes = statement.FindWord(when, "delete", "update");
        if (reader.TakeObject() is { } table && !run.Migrations.IsOwn(table) && writes < statement.Count
            && statement.IsWord(when + 1, "matched") && statement.IsWord(when + 2, "then") && writes == when + 3
            && Condition.Read(statement.Between(on + 1, when)).Value is true)
        {
            Report(run, statement, reader.At - 1, $"the ON of this MERGE holds for every row of {table.Shown}: say which ones");
        }
    }

    /// <summary>DELETE and UPDATE at the start, behind a list of CTEs, and as the first words in parentheses.</summary>
    private static void CheckParts(RuleRun run, SqlTokens statement)
    {
        var isRule = statement.IsWord(0, "create") && (statement.IsWord(1, "rule") || statement.IsWord(3, "rule"));
        var starts = isRule || (!statement.IsWord(0, "insert") && !statement.IsWord(0, "create") && !statement.IsWord(0, "select") && !statement.IsWord(0, "merge"));
        for (var i = 0; i < statement.Count; i++)
        {
            var opens = statement.Is(i - 1, TokenKind.OpenParenthesis) && (statement.IsWord(i - 2, "as") || statement.IsWord(i - 2, "materialized") || statement.IsWord(i - 2, "copy"));
            if (!opens && !(starts && (isRule ? IsAction(statement, i) : IsStart(statement, i))))
            {
                continue;
            }

            if (statement.IsWord(i, "delete") && statement.IsWord(i + 1, "from"))
            {
                CheckPart(run, statement, i, i + 2, "DELETE");
            }
            else if (statement.IsWord(i, "update") && !statement.IsSign(i + 1, "="))
            {
                CheckPart(run, statement, i, i + 1, "UPDATE");
            }
        }
    }

    /// <summary>Whether the statement itself may begin here, and not a clause of it: at its start, behind a CTE's parenthesis, behind EXPLAIN or PREPARE ... AS.</summary>
    private static bool IsStart(SqlTokens statement, int index) =>
        index == 0
        || (statement.IsWord(0, "with") && statement.Is(index - 1, TokenKind.CloseParenthesis))
        || (statement.IsWord(0, "explain") && (index == 1 || statement.Is(index - 1, TokenKind.CloseParenthesis) || statement.IsWord(index - 1, "analyze") || statement.IsWord(index - 1, "verbose")))
        || (statement.IsWord(0, "prepare") && statement.IsWord(index - 1, "as"))
        || (statement.IsWord(0, "return") && index == 2 && statement.IsWord(1, "query"))
        || (statement.IsWord(0, "for") && statement.IsWord(index - 1, "in"));

    /// <summary>Whether one of the commands of a rule begins here: <c>CREATE RULE ... DO [ALSO | INSTEAD] command</c>, or several in parentheses.</summary>
    private static bool IsAction(SqlTokens rule, int index)
    {
        var before = rule.Is(index - 1, TokenKind.OpenParenthesis) ? index - 2 : index - 1;
        return rule.IsWord(before, "do") || rule.IsWord(before, "also") || rule.IsWord(before, "instead") || rule.Is(index - 1, TokenKind.Semicolon);
    }

    private static void CheckPart(RuleRun run, SqlTokens statement, int verb, int target, string command)
    {
        var part = statement.From(verb);
        var close = EnclosingEnd(part);
        part = part.Between(0, close);
        var reader = new TokenReader(part) { At = target - verb };
        reader.Take("only");
        if (reader.TakeObject() is not { } table || run.Migrations.IsOwn(table) || HasHole(part, reader.At))
        {
            return;
        }

        var where = part.FindWord(reader.At, "where");
        if (where == part.Count)
        {
            Report(run, part, reader.At - 1, $"{command} without WHERE writes every row of {table.Shown}: say which ones");
        }
        else if (Condition.Read(part.Between(where + 1, part.FindWord(where + 1, "returning"))).Value is true)
        {
            Report(run, part, reader.At - 1, $"the WHERE of this {command} holds for every row of {table.Shown}: say which ones");
        }
    }

    /// <summary>Where the parenthesis closes that a part stands in.</summary>
    private static int EnclosingEnd(SqlTokens part)
    {
        for (var i = 0; i < part.Count; i++)
        {
            if (part.Is(i, TokenKind.OpenParenthesis))
            {
                i = part.SkipParentheses(i) - 1;
            }
            else if (part.Is(i, TokenKind.CloseParenthesis))
            {
                return i;
            }
        }

        return part.Count;
    }

    /// <summary>What is filled in may be the WHERE.</summary>
    private static bool HasHole(SqlTokens part, int from)
    {
        for (var i = from; i < part.Count; i++)
        {
            if (part.Is(i, TokenKind.OpenParenthesis))
            {
                i = part.SkipParentheses(i) - 1;
            }
            else if (part.Is(i, TokenKind.Variable) || (part.Is(i, TokenKind.Identifier) && part.Text(i).Trim(MappedText.Hole).IsEmpty && !part.IsSign(i - 1, "=")))
            {
                return true;
            }
        }

        return false;
    }

    private static void Report(RuleRun run, SqlTokens part, int last, string message) =>
        run.Report(RuleRegistry.UnboundedWrite, part.Source, part[0].Start, part[last].End, message);
}
