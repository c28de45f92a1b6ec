namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>
/// Where things lie. <see cref="Root"/>, locks, records and packaged binaries belong to this process' user; <see cref="Work"/>
/// with templates and runs belongs to the user that runs the servers, and only processes of that user change anything in it, so
/// that root never follows a link that somebody else laid.
/// </summary>
internal sealed class CacheFolders
{
    /// <summary>For the owner alone.</summary>
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Readable for every user: the server's user runs what lies there.</summary>
    public const UnixFileMode Reachable = Private | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly RunUser _user;

    private CacheFolders(string root, RunUser user)
    {
        Root = root;
        _user = user;
    }

    /// <summary>The cache's folder.</summary>
    public string Root { get; }

    /// <summary>Lock files; they stay, because removing one while another process waits for it would let two in.</summary>
    public string Locks => Path.Combine(Root, "locks");

    /// <summary>One record per running server, locked by its owner.</summary>
    public string Records => Path.Combine(Root, "servers");

    /// <summary>One record per copy of a database on somebody else's server, locked by its owner.</summary>
    public string Copies => Path.Combine(Root, "copies");

    /// <summary>Binaries that npm packages carried.</summary>
    public string Binaries => Path.Combine(Root, "binaries");

    /// <summary>Data folders that initdb made, to be copied.</summary>
    public string Templates => Path.Combine(Work, "templates");

    /// <summary>The folders of running servers.</summary>
    public string Runs => Path.Combine(Work, "runs");

    private string Work => Path.Combine(Root, _user.Name is null ? "work" : "work-" + _user.Name);

    /// <summary>Resolves the cache's folder without touching the disk.</summary>
    /// <param name="directory">The folder that the caller named; null for the environment's or the usual one.</param>
    /// <param name="user">The user that runs the servers.</param>
    /// <exception cref="SandboxException">The path has a character that PostgreSQL's programs misread (<see cref="ExitCode.Usage"/>).</exception>
    public static CacheFolders Resolve(string? directory, RunUser user)
    {
        var named = directory ?? Environment.GetEnvironmentVariable("SANDBOX_CACHE");
        var root = Path.GetFullPath(string.IsNullOrEmpty(named) ? UsualRoot(user) : named);

        return new CacheFolders(Checked(root, "SANDBOX_CACHE"), user);
    }

    /// <summary>Refuses a path that PostgreSQL's own programs misread.</summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="variable">The environment's variable that can name another one.</param>
    /// <exception cref="SandboxException">The path has such a character (<see cref="ExitCode.Usage"/>).</exception>
    public static string Checked(string path, string variable) =>
        // initdb and pg_ctl put paths between double quotes into a shell command of their own, and escape nothing there.
        OperatingSystem.IsWindows() || path.IndexOfAny(['"', '$', '`', '\\', '\n']) < 0
            ? path
            : throw new SandboxException(
                ExitCode.Usage, $"the folder {path.ReplaceLineEndings(" ")} has one of \" $ ` \\ or a line's end in its path; name another one in {variable}");

    /// <summary>Creates what is missing.</summary>
    /// <exception cref="SandboxException">The folders cannot be made, or the server's user cannot reach them (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (IsComplete)
        {
            return;
        }

        try
        {
            CreateFolder(Root, _user.Name is null ? Private : Reachable);
            CreateFolder(Locks, Private);
            CreateFolder(Records, Private);
            CreateFolder(Binaries, Reachable);
            CreateFolder(Work, Private);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(error);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Templates);
            Directory.CreateDirectory(Runs);
            return;
        }

        if (_user.Name is not null)
        {
            await RequireAsync("""chown -h "$1" "$2" """, [_user.Name, Work], user: null, cancellationToken);
        }

        await RequireAsync("""umask 077; mkdir -p "$1" "$2" """, [Templates, Runs], _user.Name, cancellationToken);
    }

    /// <summary>Creates the folder of <see cref="Copies"/>, which needs no user that could run a server.</summary>
    /// <exception cref="SandboxException">It cannot be made (<see cref="ExitCode.Unavailable"/>).</exception>
    public void CreateCopies()
    {
        try
        {
            CreateFolder(Root, _user.Name is null ? Private : Reachable);
            CreateFolder(Copies, Private);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(error);
        }
    }

    /// <summary>Says what is wrong with the cache, changing nothing; null where it can be used or made.</summary>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var existing = Root;
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing)!;
        }

        var own = await TestAsync("-w", existing, user: null, cancellationToken);
        var reached = Directory.Exists(Work) ? await TestAsync("-w", Work, _user.Name, cancellationToken) : await TestAsync("-x", existing, _user.Name, cancellationToken);
        if (own && reached)
        {
            return null;
        }

        return own ? $"the server's user {_user.Name} cannot reach {existing}" : $"{existing} cannot be written";
    }

    private SandboxException NotWritable(Exception error) =>
        new(ExitCode.Unavailable, $"the cache {Root} cannot be written: {error.Message}; name another folder in SANDBOX_CACHE", error);

    // Starting is fast only without processes that have nothing to do.
    private bool IsComplete => Directory.Exists(Runs) && Directory.Exists(Templates) && Directory.Exists(Binaries);

    private static async Task<bool> TestAsync(string test, string path, string? user, CancellationToken cancellationToken) =>
        (await Command.RunAsync("/bin/sh", ["-c", """test "$1" "$2" """, "sandbox", test, path], Command.Server, user, cancellationToken)).ExitCode == 0;

    private async Task RequireAsync(string script, string[] parameters, string? user, CancellationToken cancellationToken)
    {
        var result = await Command.RunAsync("/bin/sh", ["-c", script, "sandbox", .. parameters], Command.Server, user, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new SandboxException(
                ExitCode.Unavailable,
                $"the server's user {user ?? _user.Name ?? Environment.UserName} cannot work in the cache {Root}: {result.Complaint}; name a folder that it can reach in SANDBOX_CACHE");
        }
    }

    /// <summary>Creates a folder with exactly this mode, whatever the umask; one that exists stays as it is.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="mode">Its mode on Unix.</param>
    public static void CreateFolder(string path, UnixFileMode mode)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, mode);
        File.SetUnixFileMode(path, mode);
    }

    private static string UsualRoot(RunUser user)
    {
        if (user.Name is not null)
        {
            return "/var/cache/sandbox";
        }

        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "sandbox", "cache");
        }

        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return Path.IsPathFullyQualified(caches ?? "")
            ? Path.Combine(caches!, "sandbox")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache", "sandbox");
    }
}
