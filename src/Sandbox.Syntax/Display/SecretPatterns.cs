using System.Text.RegularExpressions;

namespace Sandbox.Syntax.Display;

/// <summary>
/// Where secrets stand in text. In each pattern the group <c>secret</c> is what is replaced. A pattern rather takes a word too
/// many than leaves half a password. What is looked for before and after a word is bounded, so that long texts take linear time.
/// </summary>
internal static partial class SecretPatterns
{
    // What stands between PASSWORD and its literal: white space and comments.
    private const string Gap = @"(?:\s|/\*(?:[^*]|\*(?!/)){0,1000}\*/|--[^\n]{0,1000}\n)";

    // A literal's inside. With or without backslash escapes: the longer reading, so that no \' leaves a rest behind. One that is
    // cut off before its closing quote (as error messages cut them) ends with the text.
    private const string Inside = @"(?<secret>(?:[^'\\]|''|\\.)*)(?:'|\\?\z)";

    private const string Literal = $@"(?:[EeNnBbXx]|[Uu]&)?'{Inside}";

    private const string Dollar = @"(?<tag>\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$)(?<secret>.*?)(?:\k<tag>|\z)";

    // The end of a word that ends in password, or one of its other forms; password_encryption and passwords are other words.
    // What the word begins with is left out on purpose: looking back over it would take quadratic time on long rules of dashes.
    private const string Key = @"(?:password|passwd|passphrase)(?![\p{L}\p{N}_])";

    // No secrets: what says only whether there is a password, and references to values that stand elsewhere.
    private const string Harmless = @"(?!'?(?:null|default|true|false|on|off|yes|no|t|f|current_user|\$\d+|\*\*\*)(?![^\s;,&)'""])|[\w""]+\.""?\w*password\b)";

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture;

    private const int TimeoutMs = 20_000;

    /// <summary>The patterns, in the order in which they are applied.</summary>
    public static IReadOnlyList<Regex> All { get; } =
    [
        UriPassword(), PostgresUriPassword(), ScramVerifier(), Md5Verifier(), PasswordClause(), PasswordDollarClause(),
        JsonPassword(), NamedArgument(), SettingTo(), DoubledQuotes(), AssignedLiteral(), AssignedQuoted(), SemicolonList(), AssignedWord(), SpacedConninfo(),
    ];

    // scheme://user:secret@host; no slash in the password, or a port and a path with an @ would count.
    [GeneratedRegex(@"(?<=[a-z0-9+.-])://[^\s:/?#@'""<>]*:(?<secret>[^\s/'""<>]+)@", Options, TimeoutMs)]
    private static partial Regex UriPassword();

    // libpq's users do not always percent-encode: a slash or a quote in the password, but not host:port/.
    [GeneratedRegex(@"postgres(?:ql)?://[^\s:/?#@'""]*:(?!\d+[/?,])(?<secret>[^\s@]{1,1000})@", Options, TimeoutMs)]
    private static partial Regex PostgresUriPassword();

    [GeneratedRegex(@"SCRAM-SHA-256\$(?<secret>\d+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+)", Options, TimeoutMs)]
    private static partial Regex ScramVerifier();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_])md5(?<secret>[0-9a-f]{32})(?![\p{L}\p{N}_])", Options, TimeoutMs)]
    private static partial Regex Md5Verifier();

    // CREATE and ALTER ROLE, user mappings' options: PASSWORD 'secret'. Without a blank only where a role is spoken of, because
    // 'wrong password' ends the same way.
    [GeneratedRegex($@"(?<![\p{{L}}\p{{N}}])(?:{Key}{Gap}+|(?<=\b(?:role|user|group|mapping)\b[^;']{{0,300}}){Key}){Literal}", Options, TimeoutMs)]
    private static partial Regex PasswordClause();

    [GeneratedRegex($@"(?<![\p{{L}}\p{{N}}_])password{Gap}*(?:=>|:=|=)?{Gap}*{Dollar}", Options, TimeoutMs)]
    private static partial Regex PasswordDollarClause();

    // "password": "secret"
    [GeneratedRegex(@"(?:password|passwd|passphrase)\\*""\s*:\s*\\*""(?<secret>(?:[^""\\]|\\.)*)(?:""|\z)", Options, TimeoutMs)]
    private static partial Regex JsonPassword();

    // set_config('app.password', 'secret', ...) and jsonb_build_object(..., 'password', 'secret')
    [GeneratedRegex($@"(?:set_config\s*\(|jsonb?_build_object\s*\([^;]{{0,2000}}?|hstore\s*\()\s*'[\w.-]*(?:password|passwd|passphrase)'\s*,\s*{Literal}", Options, TimeoutMs)]
    private static partial Regex NamedArgument();

    // SET app.password TO 'secret'
    [GeneratedRegex($@"{Key}\s+to\s+{Harmless}{Literal}", Options, TimeoutMs)]
    private static partial Regex SettingTo();

    // password=''secret'' in a conninfo that is a literal itself; password='' is an empty literal.
    [GeneratedRegex($@"{Key}\s*=\s*''(?<secret>[^'\s,;)][^']*)''(?!')", Options, TimeoutMs)]
    private static partial Regex DoubledQuotes();

    // password = 'secret', password := E'secret', password => crypt('secret', ...)
    [GeneratedRegex($@"{Key}""?\s*(?:=>|:=|=)\s*(?:[\w.""]+\s*\(\s*)*{Harmless}{Literal}", Options, TimeoutMs)]
    private static partial Regex AssignedLiteral();

    [GeneratedRegex($@"{Key}\s*=\s*""(?!\w*""\s*(?:\.|\())(?<secret>(?:[^""\\]|\\.)+)(?:""|\z)", Options, TimeoutMs)]
    private static partial Regex AssignedQuoted();

    // Host=h;Password=my secret;Database=d: blanks are part of the value here.
    [GeneratedRegex(@";\s*(?:password|pwd)\s*=\s*(?![\s'""*])(?<secret>[^;'""\r\n]+)|(?<![\p{L}\p{N}_-])(?:password|pwd)\s*=\s*(?![\s'""*])(?<secret>[^;'""\r\n]+)(?=;\s*(?:host|server|user id|username|database|port|pooling|ssl mode|timeout)\s*=)", Options, TimeoutMs)]
    private static partial Regex SemicolonList();

    // password=secret, PGPASSWORD=secret, ?password=secret&
    [GeneratedRegex($@"{Key}(?::=|=>?){Harmless}(?!(?:[a-z]|u&)?'|[\w.""]+\()(?<secret>(?:''|\\.|[^\s;,&)'""\\])+)", Options, TimeoutMs)]
    private static partial Regex AssignedWord();

    // libpq takes blanks around the equals sign; SQL that compares two columns looks the same, so a second conninfo word must be near.
    [GeneratedRegex($@"(?:(?<=\b(?:host|hostaddr|dbname|port|sslmode|user)\s*=[^;]{{0,300}}){Key}\s*=\s*{Harmless}(?<secret>[^\s;,&)'""]+)|{Key}\s*=\s*{Harmless}(?<secret>[^\s;,&)'""]+)(?=[^;]{{0,300}}\b(?:host|hostaddr|dbname|sslmode)\s*=))", Options, TimeoutMs)]
    private static partial Regex SpacedConninfo();
}
