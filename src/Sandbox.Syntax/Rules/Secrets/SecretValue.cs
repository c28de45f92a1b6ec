namespace Sandbox.Syntax.Rules.Secrets;

/// <summary>SBX1201: a password that stands where a name of one should.</summary>
internal static class SecretValue
{
    /// <summary>Reports the characters from one index to another, unless they stand for a password that is filled in later, or are a verifier that nobody can log in with.</summary>
    public static void Check(RuleRun run, MappedText text, int start, int end)
    {
        var value = text.Text.Substring(start, Math.Max(0, end - start));
        if (value.Trim('*', 'x', 'X', '.', '•').Length == 0 || value.IndexOfAny(['<', '$', '{', '%', ':', MappedText.Hole]) == 0 || value.StartsWith("SCRAM-SHA-256$", StringComparison.Ordinal))
        {
            return;
        }

        run.Report(RuleRegistry.PasswordInLiteral, text, start, end, "a password is written out: take it from a variable, a password file or the environment, and change it");
    }
}
