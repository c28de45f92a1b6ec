using System.Globalization;
using Sandbox.Lifecycle.DryRuns.Assets;
using Sandbox.Lifecycle.DryRuns.Environments;
using Sandbox.Lifecycle.Golden;
using Sandbox.Postgres;
using Sandbox.Postgres.Clients;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Lifecycle.DryRuns;

/// <summary>The gates before anything is written: each is looked at in order, and the first that does not pass ends it. Nothing is made, and of the databases nothing but read.</summary>
/// <param name="run">The dry run.</param>
/// <param name="names">The run's names.</param>
/// <param name="environment">What it will run in.</param>
/// <param name="variables">The environment's variables.</param>
/// <param name="time">The clock.</param>
internal sealed class Preflight(DryRun run, DryRunNames names, IDryRunEnvironment environment, IReadOnlyDictionary<string, string?> variables, TimeProvider time)
{
    // Room for logs and for what the scenarios write, besides dump and database.
    private const long Spare = 256L << 20;

    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(1);

    private readonly DatabasePlaces _places = new(variables);
    private readonly List<GateResult> _gates = [];
    private readonly List<(ProtectedAsset Asset, string Evidence)> _assets = [];

    /// <summary>The gates that were looked at.</summary>
    public IReadOnlyList<GateResult> Gates => _gates;

    /// <summary>What the protected assets are now, production first.</summary>
    public IReadOnlyList<(ProtectedAsset Asset, string Evidence)> Assets => _assets;

    /// <summary>Production's system identifier.</summary>
    public string SystemIdentifier { get; private set; } = "";

    /// <summary>Looks at all gates.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why it stopped; null where all passed.</returns>
    public async Task<SandboxException?> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await GateAsync("G-01", "gate open", OpenGateAsync);
            await GateAsync("G-02", "no way to production in the environment", NoWayAsync);
            await GateAsync("G-03", "engine reachable", () => environment.ReachEngineAsync(cancellationToken));
            await GateAsync("G-04", "image by digest", () => environment.ReadImageAsync(cancellationToken));
            await GateAsync("G-05", "versions", () => OnProductionAsync(VersionsAsync, cancellationToken));
            await GateAsync("G-06", "network isolated", () => environment.ReadNetworkAsync(cancellationToken));
            await GateAsync("G-07", "work folder outside of the source tree", OutsideAsync);
            await GateAsync("G-08", "names free", () => NamesFreeAsync(cancellationToken));
            await GateAsync("G-09", "dump source read-only", () => OnProductionAsync(ReadOnlyAsync, cancellationToken));
            await GateAsync("G-10", "system identifiers differ", () => IdentifyAsync(cancellationToken));
            await GateAsync("G-11", "disk space", () => OnProductionAsync(SpaceAsync, cancellationToken));
            await GateAsync("G-12", "protected assets readable", () => ReadAssetsAsync(cancellationToken));
            await GateAsync("G-13", "clock", () => OnProductionAsync(ClockAsync, cancellationToken));
            return null;
        }
        catch (SandboxException error)
        {
            return error;
        }
    }

    private async Task GateAsync(string id, string name, Func<Task<string>> look)
    {
        try
        {
            _gates.Add(new GateResult(id, name, Passed: true, await look()));
        }
        catch (SandboxException error)
        {
            _gates.Add(new GateResult(id, name, Passed: false, error.Message));
            throw new SandboxException(error.ExitCode, $"{id} {name}: {error.Message}; nothing was made", error);
        }
    }

    private async Task<string> OnProductionAsync(Func<WireSession, CancellationToken, Task<string>> ask, CancellationToken cancellationToken)
    {
        await using var session = await WireSession.OpenAsync(_places.Target(run.Production), cancellationToken);
        return await ask(session, cancellationToken);
    }

    private Task<string> OpenGateAsync() => run.Gate.IsOpen(variables)
        ? Task.FromResult($"{run.Gate.Name} has its value")
        : throw new SandboxException(ExitCode.GateClosed, $"GATE_CLOSED: {run.Path} runs only where the variable {run.Gate.Name} has the value that its gate asks for");

    private Task<string> NoWayAsync() => _places.LeadingTo(_places.Target(run.Production)).ToList() is { Count: > 0 } leading
        ? throw Refused($"{string.Join(", ", leading)} in the environment could lead a script to production; unset it")
        : Task.FromResult("no variable names a server, a password or production's host");

    private async Task<string> VersionsAsync(WireSession session, CancellationToken cancellationToken)
    {
        var identity = await TargetIdentity.ReadAsync(session, cancellationToken);
        var major = TargetIdentity.MajorOf(identity.ServerVersion);
        _ = await ClientProgram.FindAsync("pg_dump", major, cancellationToken);
        _ = await ClientProgram.FindAsync("pg_restore", Math.Max(major, environment.Major), cancellationToken);
        return environment.Major >= major
            ? string.Create(CultureInfo.InvariantCulture, $"production is {identity.ServerVersion}, the dry run {environment.Major}; pg_dump and pg_restore are here")
            : throw Refused(string.Create(CultureInfo.InvariantCulture, $"production is {identity.ServerVersion} and the dry run would be on {environment.Major}, which is older"));
    }

    private Task<string> OutsideAsync()
    {
        for (var folder = Path.GetFullPath(names.Work); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, ".git")) || string.Equals(folder, run.Folder, StringComparison.Ordinal))
            {
                throw Refused($"{names.Work} is in the source tree {folder}; name another folder (work)");
            }
        }

        return Directory.Exists(Path.GetDirectoryName(names.Work)) ? Task.FromResult(names.Work) : throw Refused($"{Path.GetDirectoryName(names.Work)} is not there; make it, or name another folder (work)");
    }

    private async Task<string> NamesFreeAsync(CancellationToken cancellationToken)
    {
        if (((string[])[names.Work, names.Records]).FirstOrDefault(Path.Exists) is { } taken)
        {
            throw Refused($"{taken} is there already; it is left as it is");
        }

        foreach (var made in environment.Objects)
        {
            if (await made.LookAsync(new RunRecord(Id: "", Identity: null), cancellationToken) is not Presence.Gone)
            {
                throw Refused($"{made.Kind} {made.Name} is there already; it is left as it is");
            }
        }

        return string.Join(", ", environment.Objects.Select(static made => $"{made.Kind} {made.Name}").Prepend($"{names.Id}: {names.Work}, {names.Records}"));
    }

    private async Task<string> ReadOnlyAsync(WireSession session, CancellationToken cancellationToken)
    {
        await ReadOnlyRole.EnsureAsync(session, cancellationToken);
        if (run.Dump is { } dump && (!File.Exists(dump.Path) || !string.Equals(await FileHash.Sha256Async(dump.Path, cancellationToken), dump.Sha256, StringComparison.Ordinal)))
        {
            throw Refused($"{dump.Path} is not the dump that was named: its SHA-256 differs, or it is not there");
        }

        return $"{await session.ScalarAsync("SELECT session_user", cancellationToken)} can only read";
    }

    private async Task<string> IdentifyAsync(CancellationToken cancellationToken)
    {
        var production = new ProtectedAsset(AssetKind.Production, run.Production);
        var evidence = await new AssetReader(_places, variables).ReadAsync(production, cancellationToken);
        _assets.Add((production, evidence));
        SystemIdentifier = evidence[(evidence.LastIndexOf(' ') + 1)..];
        return $"production's is {SystemIdentifier}; the dry run's is compared before the first write";
    }

    private async Task<string> SpaceAsync(WireSession session, CancellationToken cancellationToken)
    {
        var size = long.Parse((await session.ScalarAsync("SELECT pg_catalog.pg_database_size(pg_catalog.current_database())", cancellationToken))!, CultureInfo.InvariantCulture);
        var needed = (2 * size) + Spare;
        List<string> evidence = [];
        foreach (var folder in (string[])[Path.GetDirectoryName(names.Work)!, .. await environment.DataFoldersAsync(cancellationToken)])
        {
            var free = new DriveInfo(folder).AvailableFreeSpace;
            evidence.Add(free >= needed
                ? string.Create(CultureInfo.InvariantCulture, $"{free} bytes free in {folder}")
                : throw Refused(string.Create(CultureInfo.InvariantCulture, $"{free} bytes are free in {folder}, and {needed} are needed; make room there, or name another folder (work)")));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", evidence)}, {needed} needed");
    }

    private async Task<string> ReadAssetsAsync(CancellationToken cancellationToken)
    {
        var reader = new AssetReader(_places, variables);
        foreach (var asset in run.Protected)
        {
            _assets.Add((asset, await reader.ReadAsync(asset, cancellationToken)));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{run.Protected.Count} recorded");
    }

    private async Task<string> ClockAsync(WireSession session, CancellationToken cancellationToken)
    {
        var theirs = double.Parse((await session.ScalarAsync("SELECT pg_catalog.date_part('epoch', pg_catalog.clock_timestamp())", cancellationToken))!, CultureInfo.InvariantCulture);
        var skew = TimeSpan.FromSeconds(time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0 - theirs);
        return skew.Duration() <= LargestSkew
            ? string.Create(CultureInfo.InvariantCulture, $"{skew.TotalSeconds:0.0} s from production's")
            : throw Refused(string.Create(CultureInfo.InvariantCulture, $"the clock is {skew.TotalSeconds:0} s from production's; set it"));
    }

    private static SandboxException Refused(string what) => new(ExitCode.Refused, $"REFUSE: {what}");
}
