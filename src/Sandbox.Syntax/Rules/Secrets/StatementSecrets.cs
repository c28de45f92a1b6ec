using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules.Secrets;

/// <summary>SBX1201, SBX1202 in the literals of a statement.</summary>
internal static class StatementSecrets
{
    public static void Check(RuleRun run, SqlTokens statement)
    {
        var defines = statement.IsWord(0, "create") || statement.IsWord(0, "alter");
        var hasBody = statement.IsWord(0, "do") || (statement.IsWord(0, "create") && (statement.IsWord(1, "function") || statement.IsWord(1, "procedure") || statement.IsWord(1, "or")));
        for (var i = 0; i < statement.Count; i++)
        {
            if (defines && statement.Is(i, TokenKind.VariableLiteral) && statement.IsWord(i - 1, "password") && run.Constants.TextOf(statement.Text(i).ToString().Trim(':', '\'')) is { } given)
            {
                // The password stands where the variable got it.
                SecretValue.Check(run, given, 0, given.Text.Length);
            }

            if (!statement.IsString(i) || hasBody || (!defines && statement.Text(i).IndexOf('=') < 0 && statement.Text(i).IndexOf("://".AsSpan()) < 0))
            {
                continue;
            }

            var text = SqlLiteral.Read(statement.Source, statement[i]);
            if (defines && statement.IsWord(i - 1, "password"))
            {
                SecretValue.Check(run, text, 0, text.Text.Length);
            }
            else if (defines && (statement.IsWord(i - 1, "host") || statement.IsWord(i - 1, "dbname")))
            {
                DeniedTargets.Check(run, text, 0, text.Text.Length);
            }
            else if (text.Text.Length > 8)
            {
                ConnectionText.Check(run, text);
            }
        }
    }
}
