namespace Sandbox.Syntax.Rules.Rehearsals;

/// <summary>SBX1105: what of psql's meta-commands leaves the session.</summary>
internal static class OutsideReach
{
    /// <summary>Where a meta-command reaches; null for one that stays.</summary>
    public static string? Of(string name, string arguments)
    {
        if (arguments.IndexOf('`') >= 0 && name is not "echo" and not "qecho" and not "warn")
        {
            return "backticks run a command in a shell: nothing takes it back";
        }

        return name switch
        {
            "!" => "\\! runs a command in a shell: nothing takes it back",
            "c" or "connect" when arguments.Length > 0 => $"\\{name} leaves the connection that was checked, and its transaction",
            "o" or "out" or "g" or "gx" or "w" or "write" when arguments.StartsWith("|", StringComparison.Ordinal) => $"\\{name} | runs a command in a shell: nothing takes it back",
            "o" or "out" or "w" or "write" when arguments.Length > 0 => $"\\{name} writes a file: nothing takes it back",
            "g" or "gx" when arguments.Length > 0 && !arguments.StartsWith("(", StringComparison.Ordinal) => $"\\{name} writes a file: nothing takes it back",
            "copy" when HasWord(arguments, "program") => "\\copy ... program runs a command in a shell: nothing takes it back",
            "copy" when HasWord(arguments, "to") && !HasWord(arguments, "stdout") && !HasWord(arguments, "pstdout") => "\\copy ... to writes a file: nothing takes it back",
            "s" when arguments.Length > 0 => "\\s writes a file: nothing takes it back",
            "e" or "edit" => $"\\{name} opens an editor, and runs what that leaves",
            "setenv" => "\\setenv changes what other programs are started with",
            "lo_import" or "lo_export" => $"\\{name} reads or writes a file",
            "cd" => "\\cd changes which files all that follows means",
            _ => null,
        };
    }

    private static bool HasWord(string arguments, string word) =>
        Array.Exists(arguments.Split([' ', '\t', ')', '('], StringSplitOptions.RemoveEmptyEntries), part => string.Equals(part, word, StringComparison.OrdinalIgnoreCase));
}
