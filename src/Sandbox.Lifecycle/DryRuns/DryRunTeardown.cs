using System.Globalization;
using System.Text;
using Sandbox.Lifecycle.DryRuns.Assets;
using Sandbox.Lifecycle.DryRuns.Closing;
using Sandbox.Lifecycle.DryRuns.Environments;
using Sandbox.Lifecycle.Ledger;
using Sandbox.Lifecycle.Plans;
using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Lifecycle.DryRuns;

/// <summary>
/// Takes away what a run made and closes it, by its journal alone: so it does the same for a run that came to its end, one that failed, and one that was killed. Each object goes by its exact name,
/// and only if it has the recorded id; a step that fails is told and widens to nothing.
/// </summary>
public sealed class DryRunTeardown
{
    private readonly DryRunNames _names;
    private readonly DryRunJournal _journal;
    private readonly RunFolder _folder;
    private readonly IDryRunEnvironment _environment;
    private readonly DatabasePlaces _places;
    private readonly IReadOnlyDictionary<string, string?> _variables;
    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);
    private readonly List<string> _remains = [];
    private readonly List<NetZeroFact> _facts = [];

    internal DryRunTeardown(DryRunNames names, DryRunJournal journal, RunFolder folder, IDryRunEnvironment environment, IReadOnlyDictionary<string, string?> variables)
    {
        _names = names;
        _journal = journal;
        _folder = folder;
        _environment = environment;
        _places = new DatabasePlaces(variables);
        _variables = variables;
    }

    /// <summary>Finishes a run that was killed, or whose teardown could not be finished.</summary>
    /// <param name="id">The run's id.</param>
    /// <param name="records">The folder in which <c>dryruns/ID</c> is.</param>
    /// <param name="variables">The environment's variables.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Hears each new line of the journal.</param>
    /// <param name="cancellationToken">Ends the reading of the journal; what is begun then is finished.</param>
    /// <exception cref="SandboxException">There is no such run (<see cref="ExitCode.Usage"/>), it is going on, or its journal is damaged (<see cref="ExitCode.Refused"/>).</exception>
    public static async Task<DryRunClose> FinishAsync(
        string id, string records, IReadOnlyDictionary<string, string?> variables, TimeProvider time, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        var kept = new DryRunNames(id, DryRunNames.RecordsOf(id, records), "");
        if (!File.Exists(kept.Journal))
        {
            throw new SandboxException(ExitCode.Usage, $"there is no such run: {kept.Journal} is not there");
        }

        await using var taken = FileLock.TryTake(kept.Lock) ?? throw new SandboxException(ExitCode.Refused, $"REFUSE: {id} is still going on; interrupt it, and it tears down by itself");
        var journal = await DryRunJournal.OpenAsync(kept.Journal, time, progress, cancellationToken);

        // A run that was killed before its first line was whole has made nothing.
        var names = kept with { Work = journal.Of(JournalWord.Begun).FirstOrDefault()?.Kind ?? Path.Combine(kept.Records, "none") };
        var folder = new RunFolder(names);
        await using var environment = EnvironmentChoice.OfJournal(journal, names, folder);
        return await new DryRunTeardown(names, journal, folder, environment, variables).RunAsync();
    }

    /// <summary>Tears down and closes; nothing interrupts it.</summary>
    internal async Task<DryRunClose> RunAsync()
    {
        await ScanAsync();
        foreach (var made in ((RunObject[])[_folder, Secret(_names.Password), new RunFile("dump", _names.Dump, _folder), .. _environment.Objects]).Reverse())
        {
            await RemoveAsync(made);
        }

        await CompareAsync();
        var close = new DryRunClose
        {
            Run = _names.Id,
            Description = _journal.Of(JournalWord.Begun).FirstOrDefault()?.Detail,
            Gates = [.. _journal.Of(JournalWord.Gate).Select(static gate => new GateResult(gate.Kind, gate.Name, gate.Holds is true, gate.Detail))],
            Scenarios = [.. _journal.Of(JournalWord.Playing).Select(Result)],
            CameToEnd = _journal.Of(JournalWord.Ended).Any(),
            Failure = Failure(),
            Facts = _facts,
            Remains = _remains,
        };
        await _journal.AddAsync(JournalWord.Closed, "run", _names.Id, close.IsClean ? "cleanly" : "not cleanly", close.IsClean);
        close = close with { Kept = await KeptAsync() };
        await WriteAsync(_names.Close, CloseJson.Write(close));
        await WriteAsync(_names.Page, ClosePage.Write(close));
        close = close with { Kept = [.. close.Kept, await KeepAsync(_names.Close), await KeepAsync(_names.Page)] };
        await WriteAsync(_names.Manifest, string.Concat(close.Kept.Select(static file => $"{file.Sha256}  {Path.GetFileName(file.Path)}\n")));
        return close;
    }

    private async Task RemoveAsync(RunObject made)
    {
        if (_journal.Last(JournalWord.Making, made.Kind, made.Name) is not { } record)
        {
            return;
        }

        string after;
        try
        {
            after = await RemoveOwnAsync(made, new RunRecord(record.Detail, _journal.Last(JournalWord.Made, made.Kind, made.Name)?.Detail));
        }
        catch (Exception error) when (error is SandboxException or IOException or UnauthorizedAccessException)
        {
            after = $"could not be removed: {error.Message}";
        }

        var isGone = after is TeardownWords.Gone;
        await _journal.AddAsync(isGone ? JournalWord.Removed : JournalWord.Remains, made.Kind, made.Name, after, isGone);
        _facts.Add(new NetZeroFact(made.Kind, made.Name, $"made, id {record.Detail}", after, isGone));
        if (!isGone)
        {
            _remains.Add($"{made.Kind} {made.Name}");
        }

        async Task<string> RemoveOwnAsync(RunObject thing, RunRecord known)
        {
            var presence = await thing.LookAsync(known, CancellationToken.None);
            if (presence is Presence.Own)
            {
                await _journal.AddAsync(JournalWord.Removing, thing.Kind, thing.Name, known.Identity ?? known.Id);
                await thing.RemoveAsync(CancellationToken.None);
                presence = await thing.LookAsync(known, CancellationToken.None);
            }

            return presence switch
            {
                Presence.Gone => TeardownWords.Gone,
                Presence.Other => TeardownWords.Foreign,
                _ => "it is still there",
            };
        }
    }

    /// <summary>Looks in each file that stays for each secret that the run knew: the passwords of the databases that it read.</summary>
    private async Task ScanAsync()
    {
        foreach (var text in Assets().Where(static asset => asset.Kind is AssetKind.Production or AssetKind.Database).Select(static asset => asset.Name))
        {
            if (_places.Target(text).Password is { } password)
            {
                _secrets.Add(password);
            }
        }

        // The password file may be another one by now; what the run had is what it wrote.
        foreach (var path in (string[])[_names.Password, _names.ServerPassword])
        {
            if (_journal.Last(JournalWord.Making, "secret", path) is { } record
                && await Secret(path).LookAsync(new RunRecord(record.Detail, Identity: null), CancellationToken.None) is Presence.Own
                && SecretFile.Read(await File.ReadAllTextAsync(path)) is { } written)
            {
                _secrets.Add(written);
            }
        }

        List<string> hits = [];
        foreach (var path in ((string[])[_names.Journal, _names.Trace, _names.Close, _names.Page]).Where(File.Exists))
        {
            var bytes = await File.ReadAllBytesAsync(path);
            if (_secrets.Any(secret => SecretFile.IsIn(bytes, secret)))
            {
                hits.Add(path);
            }
        }

        var evidence = hits.Count == 0 ? "no hit" : $"a secret is in {string.Join(", ", hits)}";
        await _journal.AddAsync(JournalWord.Scanned, "secrets", _names.Records, evidence, hits.Count == 0);
        _facts.Add(new NetZeroFact("secrets", _names.Records, string.Create(CultureInfo.InvariantCulture, $"{_secrets.Count} known to the run"), evidence, hits.Count == 0));
    }

    private RunFile Secret(string path) => new("secret", path, _folder);

    private IEnumerable<ProtectedAsset> Assets() => _journal.Of(JournalWord.Asset).Select(static entry => new ProtectedAsset(Enum.Parse<AssetKind>(entry.Kind), entry.Name));

    private async Task CompareAsync()
    {
        var reader = new AssetReader(_places, _variables);
        foreach (var (asset, before) in Assets().Zip(_journal.Of(JournalWord.Asset).Select(static entry => entry.Detail)).ToList())
        {
            string after;
            try
            {
                after = await reader.ReadAsync(asset, CancellationToken.None);
            }
            catch (SandboxException error)
            {
                after = error.Message;
            }

            var id = asset.Kind is AssetKind.Production ? "G-21" : "G-25";
            _facts.Add(new NetZeroFact(id, asset.Name, before, after, string.Equals(before, after, StringComparison.Ordinal)));
        }
    }

    private ScenarioResult Result(JournalEntry begun) => _journal.Last(JournalWord.Played, begun.Kind, begun.Name) is { } played
        ? new ScenarioResult(begun.Name, played.Holds, played.Detail)
        : new ScenarioResult(begun.Name, Passed: null, "the run was killed in it");

    private PlanFailure? Failure() => _journal.Of(JournalWord.Failed).LastOrDefault() is { } failed
        ? new PlanFailure(int.Parse(failed.Kind, CultureInfo.InvariantCulture), failed.Detail)
        : null;

    private async Task<IReadOnlyList<KeptFile>> KeptAsync()
    {
        List<KeptFile> kept = [];
        foreach (var path in ((string[])[_names.Journal, _names.Trace]).Where(File.Exists))
        {
            kept.Add(await KeepAsync(path));
        }

        return kept;
    }

    private static async Task<KeptFile> KeepAsync(string path) => new(path, await FileHash.Sha256Async(path, CancellationToken.None));

    // A teardown that was not clean is finished by another, whose close takes the place of this one's.
    private async Task WriteAsync(string path, string text)
    {
        if (_secrets.Any(secret => SecretFile.IsIn(Encoding.UTF8.GetBytes(text), secret)))
        {
            throw new SandboxException(ExitCode.Residue, $"{path} would hold a secret and was not written; look at {_names.Journal}");
        }

        File.Delete(path);
        await DurableFile.AppendAsync(path, Encoding.UTF8.GetBytes(text), CancellationToken.None);
    }
}
