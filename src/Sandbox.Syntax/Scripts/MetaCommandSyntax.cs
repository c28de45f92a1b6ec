namespace Sandbox.Syntax.Scripts;

/// <summary>What psql 13 to 18 know of a meta-command: its name and how it takes its arguments (psql's command.c).</summary>
/// <param name="Form">How it takes them.</param>
/// <param name="MaximumArguments">How many it takes; more are warned about and ignored.</param>
public sealed record MetaCommandSyntax(ArgumentForm Form, int MaximumArguments)
{
    private const int Any = int.MaxValue;

    private static readonly MetaCommandSyntax NoWords = new(ArgumentForm.Words, 0);

    private static readonly MetaCommandSyntax OneWord = new(ArgumentForm.Words, 1);

    private static readonly MetaCommandSyntax TwoWords = new(ArgumentForm.Words, 2);

    private static readonly MetaCommandSyntax AnyWords = new(ArgumentForm.Words, Any);

    private static readonly MetaCommandSyntax OneName = new(ArgumentForm.WordsWithoutSemicolon, 1);

    private static readonly MetaCommandSyntax TwoNames = new(ArgumentForm.WordsWithoutSemicolon, 2);

    private static readonly MetaCommandSyntax FourNames = new(ArgumentForm.WordsWithoutSemicolon, 4);

    private static readonly MetaCommandSyntax ConnectionWords = new(ArgumentForm.ConnectionWords, 4);

    private static readonly MetaCommandSyntax AnyNames = new(ArgumentForm.WordsWithoutSemicolon, Any);

    private static readonly MetaCommandSyntax WholeLine = new(ArgumentForm.WholeLine, 1);

    private static readonly MetaCommandSyntax FileOrPipe = new(ArgumentForm.FileOrPipe, 1);

    private static readonly MetaCommandSyntax OptionsAndFile = new(ArgumentForm.OptionsAndFile, Any);

    private static readonly MetaCommandSyntax Condition = new(ArgumentForm.Condition, Any);

    /// <summary>The syntax of a command; null where psql knows none of that name.</summary>
    /// <param name="name">The name without backslash.</param>
    public static MetaCommandSyntax? Find(ReadOnlySpan<char> name)
    {
        if (Lookup(name) is { } syntax)
        {
            return syntax;
        }

        // Like psql: every name that begins with d describes, lo_ is a family, and \copy alone ignores case.
        return name.StartsWith("d".AsSpan()) ? (MostPatterns(name) switch { Any => AnyNames, 2 => TwoNames, _ => OneName })
            : name.StartsWith("lo_".AsSpan()) ? TwoNames
            : name.Equals("copy".AsSpan(), StringComparison.OrdinalIgnoreCase) ? Lookup("copy".AsSpan())
            : null;
    }

    /// <summary>Whether the psql of a dialect knows a command that psql 18 knows.</summary>
    /// <param name="name">The name without backslash.</param>
    /// <param name="dialect">The dialect.</param>
    public static bool IsKnownTo(string name, PsqlDialect dialect) => name switch
    {
        "getenv" or "dconfig" => dialect.MajorVersion >= 15,
        "bind" or "drg" => dialect.MajorVersion >= 16,
        "parse" or "bind_named" or "close_prepared" or "startpipeline" or "syncpipeline" or "sendpipeline" or "endpipeline" or "flush" or "flushrequest" or "getresults" => dialect.MajorVersion >= 18,
        "restrict" or "unrestrict" => dialect.HasRestriction,
        _ => true,
    };

    private static MetaCommandSyntax? Lookup(ReadOnlySpan<char> name) => name switch
    {
        "a" or "conninfo" or "copyright" or "errverbose" or "gdesc" or "gexec" or "H" or "html" or "p" or "print" or "q" or "quit" or "r" or "reset"
            or "else" or "endif" or "startpipeline" or "syncpipeline" or "sendpipeline" or "endpipeline" or "flush" or "flushrequest" => NoWords,
        "encoding" or "f" or "gset" or "T" or "timing" or "unset" or "close_prepared" or "parse" or "getresults" or "?" => OneWord,
        "getenv" or "prompt" or "pset" or "setenv" => TwoWords,
        "echo" or "qecho" or "warn" or "set" or "bind" or "bind_named" => AnyWords,
        "C" or "cd" or "i" or "include" or "ir" or "include_relative" or "t" or "x" or "s" or "password" or "restrict" or "l" or "l+" or "list" or "list+"
            or "lx" or "l+x" or "lx+" or "z" or "zS" or "zx" or "zSx" => OneName,
        "e" or "edit" => TwoNames,
        "crosstabview" => FourNames,
        "c" or "connect" => ConnectionWords,
        "watch" => AnyNames,
        "copy" or "!" or "ef" or "ev" or "sf" or "sf+" or "sv" or "sv+" or "h" or "help" or "unrestrict" => WholeLine,
        "o" or "out" or "w" or "write" => FileOrPipe,
        "g" or "gx" => OptionsAndFile,
        "if" or "elif" => Condition,
        _ => null,
    };

    /// <summary>How many patterns a describe command takes: the types of arguments too for functions and operators, two names for the parts of access methods and for settings of roles.</summary>
    private static int MostPatterns(ReadOnlySpan<char> name) => name switch
    {
        ['d', 'f' or 'o', ..] => Any,
        ['d', 'A', not '+', ..] or ['d', 'r', 'd', 's', ..] => 2,
        _ => 1,
    };
}
