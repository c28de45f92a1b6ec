namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>
/// The operating system's user that the server's processes run as. PostgreSQL refuses to run as root, so root hands them to
/// <c>postgres</c> or <c>nobody</c>; everybody else runs them as themselves.
/// </summary>
/// <param name="Name">The user's name; null for the user that runs this process.</param>
internal sealed record RunUser(string? Name)
{
    /// <summary>The line that mends a missing user.</summary>
    public const string Mend = "useradd --system postgres";

    /// <summary>Finds the user for this process.</summary>
    /// <exception cref="SandboxException">This is root and there is no user to run the server (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<RunUser> FindAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new RunUser(Name: null);
        }

        foreach (var name in (string[])["postgres", "nobody"])
        {
            if (await HasOwnIdAsync(name, cancellationToken))
            {
                return new RunUser(name);
            }
        }

        throw new SandboxException(
            ExitCode.Unavailable,
            $"PostgreSQL refuses to run as root, and this machine has neither a user postgres nor nobody; run as another user or: {Mend}");
    }

    private static async Task<bool> HasOwnIdAsync(string name, CancellationToken cancellationToken)
    {
        const string Users = "/etc/passwd";
        if (File.Exists(Users) && File.ReadLines(Users).FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal)) is { } line)
        {
            return line.Split(':') is [_, _, not "0", ..];
        }

        // macOS and directory services keep users elsewhere.
        var id = await Command.RunAsync("/bin/sh", ["-c", """id -u "$1" """, "sandbox", name], Command.Server, user: null, cancellationToken);
        return id.ExitCode == 0 && id.Output.Trim() is not "0";
    }
}
