using System.Globalization;
using Sandbox.Postgres.Clients;
using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Lifecycle.DryRuns.Assets;

/// <summary>The process of a service: of a unit of systemd, or the one whose number a file holds, as daemons write it.</summary>
internal static class ServiceProcess
{
    /// <summary>Reads which process it is, and since when it runs.</summary>
    /// <param name="name">A unit's name, or the absolute path of a file with a process id.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="SandboxException">It does not run, or cannot be asked (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<string> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (!Path.IsPathFullyQualified(name))
        {
            // Each start of a unit has an id of its own (systemd.exec(5), INVOCATION_ID).
            var said = await OutsideProgram.AskAsync("systemctl", ["show", "--property=MainPID,InvocationID,ActiveState", "--", name], cancellationToken);
            return said.Contains("ActiveState=active", StringComparison.Ordinal)
                ? string.Join(", ", said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal))
                : throw new SandboxException(ExitCode.Unavailable, $"the service {name} is not active");
        }

        var first = (await File.ReadAllTextAsync(name, cancellationToken)).Split('\n')[0].Trim();
        return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ProcessIdentity.Of(id) is { } process
            ? string.Create(CultureInfo.InvariantCulture, $"process {process.ProcessId}, started {process.Started}")
            : throw new SandboxException(ExitCode.Unavailable, $"the service of {name} does not run");
    }
}
