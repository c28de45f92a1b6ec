namespace Sandbox.Syntax.Scripts;

/// <summary>What psql 13 to 18 know of a meta-command: its name and how it takes its arguments (psql's command.c).</summary>
/// <param name="Form">How it takes them.</param>
/// <param name="MaximumArguments">How many it takes; more are warned about and ignored.</param>
public sealed record MetaCommandSyntax(ArgumentForm Form, int MaximumArguments)
{
    private const int Any = int.MaxValue;

    private static readonly Dictionary<string, MetaCommandSyntax> Known = Build();

    private static readonly MetaCommandSyntax Describes = new(ArgumentForm.WordsWithoutSemicolon, 1);

    private static readonly MetaCommandSyntax DescribesTwo = new(ArgumentForm.WordsWithoutSemicolon, 2);

    private static readonly MetaCommandSyntax DescribesAny = new(ArgumentForm.WordsWithoutSemicolon, Any);

    private static readonly MetaCommandSyntax LargeObjects = new(ArgumentForm.WordsWithoutSemicolon, 2);

#if NET
    private static readonly Dictionary<string, MetaCommandSyntax>.AlternateLookup<ReadOnlySpan<char>> KnownSpans = Known.GetAlternateLookup<ReadOnlySpan<char>>();
#endif

    /// <summary>The syntax of a command; null where psql knows none of that name.</summary>
    /// <param name="name">The name without backslash.</param>
    public static MetaCommandSyntax? Find(ReadOnlySpan<char> name)
    {
        if (Lookup(name) is { } syntax)
        {
            return syntax;
        }

        // Like psql: every name that begins with d describes, lo_ is a family, and \copy alone ignores case.
        return name.StartsWith("d".AsSpan()) ? (MostPatterns(name) switch { Any => DescribesAny, 2 => DescribesTwo, _ => Describes })
            : name.StartsWith("lo_".AsSpan()) ? LargeObjects
            : name.Equals("copy".AsSpan(), StringComparison.OrdinalIgnoreCase) ? Lookup("copy".AsSpan())
            : null;
    }

    /// <summary>Whether a psql of this version knows a command that psql 18 knows.</summary>
    /// <param name="name">The name without backslash.</param>
    /// <param name="majorVersion">psql's major version.</param>
    public static bool IsKnownSince(string name, int majorVersion) => majorVersion >= name switch
    {
        "getenv" or "dconfig" => 15,
        "bind" or "drg" => 16,
        "parse" or "bind_named" or "close_prepared" or "startpipeline" or "syncpipeline" or "sendpipeline" or "endpipeline" or "flush" or "flushrequest" or "getresults" => 18,
        _ => 13,
    };

    private static MetaCommandSyntax? Lookup(ReadOnlySpan<char> name)
    {
#if NET
        return KnownSpans.TryGetValue(name, out var syntax) ? syntax : null;
#else
        return Known.TryGetValue(name.ToString(), out var syntax) ? syntax : null;
#endif
    }

    /// <summary>How many patterns a describe command takes: the types of arguments too for functions and operators, two names for the parts of access methods and for settings of roles.</summary>
    private static int MostPatterns(ReadOnlySpan<char> name) => name switch
    {
        ['d', 'f' or 'o', ..] => Any,
        ['d', 'A', not '+', ..] or ['d', 'r', 'd', 's', ..] => 2,
        _ => 1,
    };

    private static Dictionary<string, MetaCommandSyntax> Build()
    {
        var known = new Dictionary<string, MetaCommandSyntax>(StringComparer.Ordinal);
        Add(ArgumentForm.Words, 0, "a", "conninfo", "copyright", "errverbose", "gdesc", "gexec", "H", "html", "p", "print", "q", "quit", "r", "reset",
            "else", "endif", "startpipeline", "syncpipeline", "sendpipeline", "endpipeline", "flush", "flushrequest");
        Add(ArgumentForm.Words, 1, "encoding", "f", "gset", "T", "timing", "unset", "close_prepared", "parse", "getresults", "?");
        Add(ArgumentForm.Words, 2, "getenv", "prompt", "pset", "setenv");
        Add(ArgumentForm.Words, Any, "echo", "qecho", "warn", "set", "bind", "bind_named");
        Add(ArgumentForm.WordsWithoutSemicolon, 1, "C", "cd", "i", "include", "ir", "include_relative", "t", "x", "s", "password", "restrict", "l", "l+", "list", "list+",
            "lx", "l+x", "lx+", "z", "zS", "zx", "zSx");
        Add(ArgumentForm.WordsWithoutSemicolon, 2, "e", "edit");
        Add(ArgumentForm.WordsWithoutSemicolon, 4, "c", "connect", "crosstabview");
        Add(ArgumentForm.WordsWithoutSemicolon, Any, "watch");
        Add(ArgumentForm.WholeLine, 1, "copy", "!", "ef", "ev", "sf", "sf+", "sv", "sv+", "h", "help", "unrestrict");
        Add(ArgumentForm.FileOrPipe, 1, "o", "out", "w", "write");
        Add(ArgumentForm.OptionsAndFile, Any, "g", "gx");
        Add(ArgumentForm.Condition, Any, "if", "elif");
        return known;

        void Add(ArgumentForm form, int maximum, params string[] names)
        {
            foreach (var name in names)
            {
                known.Add(name, new MetaCommandSyntax(form, maximum));
            }
        }
    }
}
