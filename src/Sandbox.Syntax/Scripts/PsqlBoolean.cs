namespace Sandbox.Syntax.Scripts;

/// <summary>psql's truth values (ParseVariableBool in variables.c).</summary>
public static class PsqlBoolean
{
    /// <summary>Parses a truth value: true, false, yes, no, on, off and their unique beginnings in any case, 1 and 0. Null for anything else.</summary>
    /// <param name="value">The text; null counts as empty.</param>
    public static bool? Parse(string? value) => Parse(value.AsSpan());

    /// <summary>As the public one.</summary>
    /// <param name="text">The text.</param>
    internal static bool? Parse(ReadOnlySpan<char> text)
    {
        return text switch
        {
            "1" => true,
            "0" => false,
            _ when Begins(text, "true", 1) || Begins(text, "yes", 1) || Begins(text, "on", 2) => true,
            _ when Begins(text, "false", 1) || Begins(text, "no", 1) || Begins(text, "off", 2) => false,
            _ => null,
        };
    }

    private static bool Begins(ReadOnlySpan<char> text, string word, int shortest) =>
        text.Length >= shortest && word.AsSpan().StartsWith(text, StringComparison.OrdinalIgnoreCase);
}
