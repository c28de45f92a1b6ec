using System.Diagnostics;
using System.Globalization;

namespace Sandbox.Postgres.Tests.Servers;

/// <summary>A running <see cref="OwnerProgram"/> and the server that it said it started.</summary>
internal sealed class OwnerProcess : IDisposable
{
    private readonly Process _process;

    private OwnerProcess(Process process) => _process = process;

    /// <summary>The owner's process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The postmaster's process id.</summary>
    public int Postmaster { get; private set; }

    /// <summary>The server's data folder.</summary>
    public string Data { get; private set; } = "";

    /// <summary>Starts an owner of an installed server.</summary>
    public static Task<OwnerProcess> StartAsync(CacheFolder cache, CancellationToken cancellationToken) => StartAsync(cache, "local", [], cancellationToken);

    /// <summary>Starts an owner with variables of its own; what it writes to standard error is the exception where it fails.</summary>
    public static async Task<OwnerProcess> StartAsync(
        CacheFolder cache, string choice, IReadOnlyList<(string Name, string Value)> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["exec", typeof(OwnerProgram).Assembly.Location, cache.Path, cache.Options.RunDirectory!, choice])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var owner = new OwnerProcess(Process.Start(start)!);
        if (await owner._process.StandardOutput.ReadLineAsync(cancellationToken) is not { } line)
        {
            throw new InvalidOperationException(await owner._process.StandardError.ReadToEndAsync(cancellationToken));
        }

        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        owner.Postmaster = int.Parse(line[..blank], CultureInfo.InvariantCulture);
        owner.Data = line[(blank + 1)..];
        return owner;
    }

    /// <summary>SIGKILL to the owner, nothing else.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>SIGKILL to the keeper, which is the owner's only child.</summary>
    public async Task KillKeeperAsync(CancellationToken cancellationToken)
    {
        var children = await File.ReadAllTextAsync($"/proc/{ProcessId}/task/{ProcessId}/children", cancellationToken);
        foreach (var folder in Directory.EnumerateDirectories($"/proc/{ProcessId}/task"))
        {
            children += " " + await File.ReadAllTextAsync(Path.Combine(folder, "children"), cancellationToken);
        }

        var keeper = children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        using var process = Process.GetProcessById(int.Parse(keeper, CultureInfo.InvariantCulture));
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(cancellationToken);
        _process.ExitCode.ShouldBe(0, await _process.StandardError.ReadToEndAsync(cancellationToken));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
