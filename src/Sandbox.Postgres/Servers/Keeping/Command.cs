using System.ComponentModel;
using System.Diagnostics;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>Runs one program to its end and takes what it wrote.</summary>
internal static class Command
{
    /// <summary>
    /// What a server's processes see of the environment. Nothing else: PG* variables would change the server, and the secrets
    /// of a pipeline are not for COPY TO PROGRAM to read.
    /// </summary>
    public static readonly IReadOnlyList<string> Server =
        ["PATH", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "APPDATA", "LOCALAPPDATA", "USERPROFILE", "COMSPEC", "PATHEXT"];

    private const string SystemPath = "/usr/bin:/bin:/usr/sbin:/sbin";

    /// <summary>Prepares a program with redirected streams and a working folder that every user can reach.</summary>
    /// <param name="program">A path, or a name that PATH knows.</param>
    /// <param name="arguments">The arguments, unquoted.</param>
    /// <param name="environment">The variables that the program may see; null for all.</param>
    /// <param name="user">The user to run it as; null for the current one.</param>
    public static ProcessStartInfo Prepare(string program, IEnumerable<string> arguments, IReadOnlyList<string>? environment, string? user)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetPathRoot(Path.GetTempPath()),
        };
        if (user is not null)
        {
            start.UserName = user;
        }

        if (environment is not null)
        {
            foreach (var name in start.Environment.Keys.Except(environment, StringComparer.OrdinalIgnoreCase).ToList())
            {
                start.Environment.Remove(name);
            }

            if (!OperatingSystem.IsWindows())
            {
                // The scripts need cp, rm and sleep even where PATH is as bare as a service's.
                start.Environment["PATH"] = start.Environment.TryGetValue("PATH", out var path) && !string.IsNullOrEmpty(path) ? $"{path}:{SystemPath}" : SystemPath;
            }
        }

        return start;
    }

    /// <summary>Starts a prepared program.</summary>
    /// <exception cref="SandboxException">It cannot be started (<see cref="ExitCode.Unavailable"/>).</exception>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            var user = string.IsNullOrEmpty(start.UserName) ? "" : $" as {start.UserName}";
            throw new SandboxException(ExitCode.Unavailable, $"{start.FileName} cannot be started{user}: {error.Message}", error);
        }
    }

    /// <summary>Runs a program with an empty standard input; it is killed when cancelled.</summary>
    /// <param name="program">A path, or a name that PATH knows.</param>
    /// <param name="arguments">The arguments, unquoted.</param>
    /// <param name="environment">The variables that the program may see; null for all.</param>
    /// <param name="user">The user to run it as; null for the current one.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <param name="change">Changes the environment that it sees; null for no change.</param>
    public static async Task<CommandResult> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyList<string>? environment, string? user, CancellationToken cancellationToken, Action<IDictionary<string, string?>>? change = null)
    {
        var start = Prepare(program, arguments, environment, user);
        change?.Invoke(start.Environment);
        using var process = Start(start);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await EndAsync(process, Task.WhenAll(output, errors), cancellationToken);
        return new CommandResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Waits for a program's end and for all that it wrote; it is killed, with its children, when cancelled.</summary>
    /// <param name="process">The program.</param>
    /// <param name="reading">Reads what it writes.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public static async Task EndAsync(Process process, Task reading, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            await reading;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
