namespace Sandbox.Syntax.Scripts;

/// <summary>psql's truth values (ParseVariableBool in variables.c).</summary>
public static class PsqlBoolean
{
    /// <summary>Parses a truth value: true, false, yes, no, on, off and their unique beginnings in any case, 1 and 0. Null for anything else.</summary>
    /// <param name="value">The text; null counts as empty.</param>
    public static bool? Parse(string? value)
    {
        var text = value ?? string.Empty;
        return text switch
        {
            "1" => true,
            "0" => false,
            _ when Begins("true", 1) || Begins("yes", 1) || Begins("on", 2) => true,
            _ when Begins("false", 1) || Begins("no", 1) || Begins("off", 2) => false,
            _ => null,
        };

        bool Begins(string word, int shortest) => text.Length >= shortest && word.StartsWith(text, StringComparison.OrdinalIgnoreCase);
    }
}
