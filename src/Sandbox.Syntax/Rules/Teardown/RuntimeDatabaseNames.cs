using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules.Teardown;

/// <summary>SBX1003: the database that is dropped or renamed is named by a variable, a parameter or a query.</summary>
internal static class RuntimeDatabaseNames
{
    public static void Check(RuleRun run, SqlTokens statement)
    {
        var renames = statement.IsWord(0, "alter") && statement.FindWord(2, "rename") < statement.Count;
        if (!statement.IsWord(1, "database") || !(statement.IsWord(0, "drop") || renames))
        {
            return;
        }

        var name = statement.IsWord(2, "if") ? 4 : 2;
        if (name < statement.Count && IsOpen(run, statement, name))
        {
            name += IsJoined(statement, name) ? 1 : 0;
            run.Report(
                RuleRegistry.RuntimeDatabaseName, statement.Source, statement[0].Start, statement[name].End,
                $"which database this {(renames ? "renames" : "drops")} is known only when it runs: write the name out, or compare it with an exact list first");
        }
    }

    /// <summary><c>test_:suffix</c>: what the variable holds goes on with the name.</summary>
    private static bool IsJoined(SqlTokens tokens, int index) => tokens.Is(index + 1, TokenKind.Variable) && tokens[index + 1].Start == tokens[index].End;

    /// <summary>A name with a hole, or a variable of psql that no <c>\set</c> with a plain word has filled.</summary>
    public static bool IsOpen(RuleRun run, SqlTokens tokens, int index) => tokens[index].Kind switch
    {
        TokenKind.Variable or TokenKind.VariableIdentifier or TokenKind.VariableLiteral => !run.Constants.Contains(tokens.Text(index).ToString().Trim(':', '"', '\'')),
        TokenKind.Identifier when IsJoined(tokens, index) => IsOpen(run, tokens, index + 1),
        TokenKind.Identifier or TokenKind.QuotedIdentifier => tokens.Text(index).IndexOf(MappedText.Hole) >= 0,
        TokenKind.Parameter => true,
        _ => false,
    };
}
