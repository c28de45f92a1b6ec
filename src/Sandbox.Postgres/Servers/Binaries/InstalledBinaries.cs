using System.Text.RegularExpressions;
using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Servers.Binaries;

/// <summary>PostgreSQL servers that are installed on this machine.</summary>
internal static partial class InstalledBinaries
{
    /// <summary>The environment's variable that names folders of binaries, separated as in PATH.</summary>
    public const string Variable = "SANDBOX_PG_BIN";

    // A * stands for one folder's name or a part of it.
    private static readonly string[] UsualFolders = OperatingSystem.IsWindows()
        ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin")]
        : [
            "/usr/lib/postgresql/*/bin", // Debian
            "/usr/pgsql-*/bin", // Red Hat, from the PostgreSQL project
            "/usr/lib/postgresql*/bin", // SUSE
            "/usr/libexec/postgresql*", // Alpine
            "/usr/bin",
            "/usr/local/pgsql/bin",
            "/opt/homebrew/opt/postgresql*/bin",
            "/usr/local/opt/postgresql*/bin",
            "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
            "/Applications/Postgres.app/Contents/Versions/*/bin",
            "/Library/PostgreSQL/*/bin", // the macOS installer
        ];

    /// <summary>All that are found, each once: those that <see cref="Variable"/> names first, then the newest first.</summary>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="SandboxException"><see cref="Variable"/> names a folder without a server (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<IReadOnlyList<PostgresBinaries>> FindAsync(CancellationToken cancellationToken)
    {
        List<PostgresBinaries> named = [];
        foreach (var folder in SplitPath(Environment.GetEnvironmentVariable(Variable)))
        {
            named.Add(await ReadAsync(folder, BinariesKind.Local, cancellationToken) ?? throw new SandboxException(
                ExitCode.Unavailable, $"{Variable} names {folder}, where postgres, initdb and pg_ctl do not all run; correct it or unset it"));
        }

        var found = await Task.WhenAll((await FoldersAsync(cancellationToken)).Select(folder => ReadAsync(folder, BinariesKind.Local, cancellationToken)));
        return [.. named.Concat(found.OfType<PostgresBinaries>().OrderByDescending(binaries => binaries.Version)).DistinctBy(RealPath, StringComparer.Ordinal)];
    }

    /// <summary>The folders in which programs of PostgreSQL may be, each once: those that <see cref="Variable"/> names first.</summary>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<IReadOnlyList<string>> FoldersAsync(CancellationToken cancellationToken) =>
    [
        .. SplitPath(Environment.GetEnvironmentVariable(Variable)).Concat(await PgConfigFolderAsync(cancellationToken)).Concat(UsualFolders.SelectMany(Expand))
            .Concat(SplitPath(Environment.GetEnvironmentVariable("PATH"))).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The version that a program says it is; null where it says none.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<Version?> VersionOfAsync(string program, CancellationToken cancellationToken)
    {
        var result = await Command.RunAsync(program, ["--version"], Command.Server, user: null, cancellationToken);
        return result.ExitCode == 0 && VersionPattern().Match(result.Output) is { Success: true } match ? ParseVersion(match) : null;
    }

    /// <summary>Asks the binaries in a folder what they are; null where one of the three programs is missing or does not run.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="kind">Where the folder comes from.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<PostgresBinaries?> ReadAsync(string folder, BinariesKind kind, CancellationToken cancellationToken)
    {
        var binaries = new PostgresBinaries(Path.GetFullPath(folder), new Version(0, 0), "", kind);
        string[] programs = [binaries.Program("postgres"), binaries.Program("initdb"), binaries.Program("pg_ctl")];
        if (!programs.All(File.Exists))
        {
            return null;
        }

        var result = await Command.RunAsync(programs[0], ["--version"], Command.Server, user: null, cancellationToken);
        var match = VersionPattern().Match(result.Output);
        return result.ExitCode == 0 && match.Success
            ? binaries with { Version = ParseVersion(match), Description = result.Output.Trim() }
            : null;
    }

    /// <summary>The one line that installs a server here.</summary>
    /// <param name="major">The major version.</param>
    public static string Mend(int major)
    {
        if (OperatingSystem.IsMacOS())
        {
            return $"brew install postgresql@{major}";
        }

        if (OperatingSystem.IsWindows())
        {
            return $"winget install PostgreSQL.PostgreSQL.{major}";
        }

        return File.Exists("/etc/debian_version") ? $"apt-get install postgresql-{major}" : $"install the package postgresql{major}-server";
    }

    private static Version ParseVersion(Match match) =>
        Version.Parse($"{match.Groups["major"].Value}.{(match.Groups["minor"] is { Success: true, Value: var minor } ? minor : "0")}");

    private static IEnumerable<string> SplitPath(string? path) =>
        (path ?? "").Split(Path.PathSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathFullyQualified);

    private static async Task<IEnumerable<string>> PgConfigFolderAsync(CancellationToken cancellationToken)
    {
        if (ProgramSearch.Find("pg_config") is not { } program)
        {
            return [];
        }

        var result = await Command.RunAsync(program, ["--bindir"], Command.Server, user: null, cancellationToken);
        return result.ExitCode == 0 ? [result.Output.Trim()] : [];
    }

    private static IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return [pattern];
        }

        var before = pattern.LastIndexOfAny(['/', '\\'], star);
        var after = pattern.IndexOfAny(['/', '\\'], star);
        var parent = pattern[..before];
        var name = after < 0 ? pattern[(before + 1)..] : pattern[(before + 1)..after];
        var rest = after < 0 ? "" : pattern[(after + 1)..];
        return Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, name).Select(folder => Path.Combine(folder, rest)) : [];
    }

    // Debian's /usr/lib and a merged /lib, Homebrew's opt and Cellar: one server has several names.
    private static string RealPath(PostgresBinaries binaries)
    {
        var program = binaries.Program("postgres");
        return File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (?<major>\d+)(?:\.(?<minor>\d+))?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();
}
