namespace Sandbox.Rehearsal.Sessions;

/// <summary>psql's variables: what <c>-v</c> and <c>\set</c> give, what <c>\gset</c> stores, and the special ones that the run itself keeps up to date.</summary>
public sealed class PsqlVariables
{
    private static readonly Dictionary<string, string> SpecialDefaults = new(StringComparer.Ordinal)
    {
        ["AUTOCOMMIT"] = "on",
        ["COMP_KEYWORD_CASE"] = "preserve-upper",
        ["ECHO"] = "none",
        ["ECHO_HIDDEN"] = "off",
        ["FETCH_COUNT"] = "0",
        ["HIDE_TABLEAM"] = "off",
        ["HIDE_TOAST_COMPRESSION"] = "off",
        ["HISTCONTROL"] = "none",
        ["HISTSIZE"] = "500",
        ["IGNOREEOF"] = "0",
        ["ON_ERROR_ROLLBACK"] = "off",
        ["ON_ERROR_STOP"] = "off",
        ["PROMPT1"] = "%/%R%x%# ",
        ["PROMPT2"] = "%/%R%x%# ",
        ["PROMPT3"] = ">> ",
        ["QUIET"] = "off",
        ["SHOW_ALL_RESULTS"] = "on",
        ["SHOW_CONTEXT"] = "errors",
        ["SINGLELINE"] = "off",
        ["SINGLESTEP"] = "off",
        ["VERBOSITY"] = "default",
        ["WATCH_INTERVAL"] = "2",
    };

    private static readonly string[] Booleans =
        ["AUTOCOMMIT", "HIDE_TABLEAM", "HIDE_TOAST_COMPRESSION", "ON_ERROR_STOP", "QUIET", "SHOW_ALL_RESULTS", "SINGLELINE", "SINGLESTEP"];

    private static readonly Dictionary<string, string[]> Choices = new(StringComparer.Ordinal)
    {
        ["COMP_KEYWORD_CASE"] = ["lower", "upper", "preserve-lower", "preserve-upper"],
        ["ECHO"] = ["none", "errors", "queries", "all"],
        ["ECHO_HIDDEN"] = ["on", "off", "noexec"],
        ["HISTCONTROL"] = ["none", "ignorespace", "ignoredups", "ignoreboth"],
        ["ON_ERROR_ROLLBACK"] = ["on", "off", "interactive"],
        ["SHOW_CONTEXT"] = ["never", "errors", "always"],
        ["VERBOSITY"] = ["default", "verbose", "terse", "sqlstate"],
    };

    private readonly Dictionary<string, string> _values = new(SpecialDefaults, StringComparer.Ordinal);

    /// <summary>A variable's value; null where it is not set.</summary>
    /// <param name="name">The name, case-sensitive.</param>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>All variables, in the order of their names.</summary>
    public IEnumerable<(string Name, string Value)> All =>
        _values.OrderBy(static variable => variable.Key, StringComparer.Ordinal).Select(static variable => (variable.Key, variable.Value));

    /// <summary>Whether a special variable that is a switch is on.</summary>
    /// <param name="name">The special variable's name.</param>
    public bool IsOn(string name) => PsqlBooleanOf(this[name] ?? string.Empty) == true;

    /// <summary>The value of a special variable that is a number.</summary>
    /// <param name="name">The special variable's name.</param>
    public int Number(string name) => IntegerOf(this[name] ?? string.Empty) ?? 0;

    /// <summary>The meaning of a special variable that is a choice, in psql's own word; its value is kept as it was written.</summary>
    /// <param name="name">The special variable's name.</param>
    public string Choice(string name)
    {
        var value = this[name] ?? string.Empty;
        foreach (var word in Choices[name])
        {
            if (word.Equals(value, StringComparison.OrdinalIgnoreCase))
            {
                return word;
            }
        }

        return PsqlBooleanOf(value) == true ? "on" : "off";
    }

    /// <summary>Whether psql checks the values of this variable, so that a query's result may not be stored in it.</summary>
    /// <param name="name">The name.</param>
    public static bool IsSpecial(string name) => SpecialDefaults.ContainsKey(name);

    /// <summary>Whether psql takes this as a variable's name: letters, digits and underscores.</summary>
    /// <param name="name">The name.</param>
    public static bool IsName(string name) => name.Length > 0 && name.All(static c => c >= 128 || char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Sets a variable as <c>\set</c> does.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>psql's message where it refuses name or value; null where the variable is set.</returns>
    public string? Set(string name, string value)
    {
        if (!IsName(name))
        {
            return $"invalid variable name: \"{name}\"";
        }

        var (normal, problem) = Check(name, value);
        if (problem is null)
        {
            _values[name] = normal;
        }

        return problem;
    }

    /// <summary>Sets a variable that the run itself keeps, such as ROW_COUNT.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public void Keep(string name, string value) => _values[name] = value;

    /// <summary>Unsets a variable; a special one falls back to psql's "off" or 0.</summary>
    /// <param name="name">The name.</param>
    public void Unset(string name)
    {
        if (Array.IndexOf(Booleans, name) >= 0)
        {
            _values[name] = "off";
        }
        else if (SpecialDefaults.TryGetValue(name, out var fallback))
        {
            _values[name] = fallback;
        }
        else
        {
            _values.Remove(name);
        }
    }

    private static (string Value, string? Problem) Check(string name, string value)
    {
        if (Array.IndexOf(Booleans, name) >= 0)
        {
            return value.Length == 0 ? ("on", null)
                : PsqlBooleanOf(value) is not null ? (value, null)
                : (value, $"unrecognized value \"{value}\" for \"{name}\": Boolean expected");
        }

        if (Choices.TryGetValue(name, out var choices))
        {
            var isSwitch = name is "ECHO_HIDDEN" or "ON_ERROR_ROLLBACK";
            if (value.Length == 0 && isSwitch)
            {
                return ("on", null);
            }

            var isChoice = Array.Exists(choices, word => word.Equals(value, StringComparison.OrdinalIgnoreCase)) || (isSwitch && PsqlBooleanOf(value) is not null);
            return (value, isChoice ? null : $"unrecognized value \"{value}\" for \"{name}\"\nAvailable values are: {string.Join(", ", choices)}.");
        }

        return name is "FETCH_COUNT" or "HISTSIZE" or "IGNOREEOF" && IntegerOf(value) is null
            ? (value, $"invalid value \"{value}\" for \"{name}\": integer expected")
            : (value, null);
    }

    /// <summary>C's strtol with base 0: decimal, 0x, and a leading 0 for octal; null where it is no such number, or more than 32 bits hold.</summary>
    private static int? IntegerOf(string value)
    {
        var text = value.TrimStart();
        var negative = text.StartsWith('-');
        var digits = text.AsSpan(negative || text.StartsWith('+') ? 1 : 0);
        var radix = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? 16 : digits is ['0', _, ..] ? 8 : 10;
        digits = radix == 16 ? digits[2..] : digits;
        var number = 0L;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix || (number = (number * radix) + digit) > int.MaxValue)
            {
                return null;
            }
        }

        return digits.IsEmpty ? null : (int)(negative ? -number : number);
    }

    private static bool? PsqlBooleanOf(string value) => Sandbox.Syntax.Scripts.PsqlBoolean.Parse(value);
}
