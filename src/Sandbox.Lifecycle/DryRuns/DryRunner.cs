using System.Globalization;
using Sandbox.Lifecycle.DryRuns.Closing;
using Sandbox.Lifecycle.DryRuns.Environments;
using Sandbox.Lifecycle.Plans;
using Sandbox.Postgres.Servers.Keeping;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Lifecycle.DryRuns;

/// <summary>Runs a dry run: gates, provision, scenarios, and a teardown that always comes. It touches nothing that it did not make, and is closed only where all else is as it was.</summary>
public sealed class DryRunner
{
    private readonly DryRun _run;
    private readonly Policy _policy;
    private readonly string _records;
    private readonly IReadOnlyDictionary<string, string?> _variables;

    /// <summary>Prepares a runner; nothing is read or connected to.</summary>
    /// <param name="run">What is run.</param>
    /// <param name="policy">What its scripts may do that reaches beyond their session.</param>
    /// <param name="records">The folder in which <c>dryruns/ID</c> keeps what stays of a run.</param>
    /// <param name="variables">The environment's variables.</param>
    public DryRunner(DryRun run, Policy policy, string records, IReadOnlyDictionary<string, string?> variables)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(policy);
        _run = run;
        _policy = policy;
        _records = records;
        _variables = variables;
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Hears each line of the journal.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>The cache of the run's server; its own but in tests.</summary>
    internal string? Cache { get; init; }

    /// <summary>Runs it.</summary>
    /// <param name="id">The run's id; null for the dry run's name and the time.</param>
    /// <param name="cancellationToken">Interrupts; the teardown comes all the same.</param>
    /// <returns>The close, also where a gate did not pass and nothing was made.</returns>
    /// <exception cref="SandboxException">The id is none (<see cref="ExitCode.Usage"/>), or what is kept cannot be written (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<DryRunClose> RunAsync(string? id, CancellationToken cancellationToken)
    {
        var names = DryRunNames.Of(id ?? DryRunNames.IdAt(_run.Name, Time.GetUtcNow()), _records, _run.Work);
        var folder = new RunFolder(names);
        await using var environment = EnvironmentChoice.Of(_run.Server, names, folder, _variables, Cache);
        var preflight = new Preflight(_run, names, environment, _variables, Time);
        if (await preflight.RunAsync(cancellationToken) is { } stopped)
        {
            return new DryRunClose { Run = names.Id, Gates = preflight.Gates, Failure = PlanFailure.Of(stopped) };
        }

        try
        {
            Directory.CreateDirectory(names.Records);
            await using var taken = FileLock.TryTake(names.Lock) ?? throw new SandboxException(ExitCode.Refused, $"REFUSE: {names.Id} is being run by somebody else");
            var journal = DryRunJournal.Begin(names.Journal, Time, Progress);
            await ForwardAsync(new Provision(_run, names, folder, environment, _variables, journal), preflight, journal, names, cancellationToken);
            return await new DryRunTeardown(names, journal, folder, environment, _variables).RunAsync();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Unavailable, $"what stays of the run cannot be kept in {names.Records}: {error.Message}; finish it by: sandbox teardown --run {names.Id}", error);
        }
    }

    private async Task ForwardAsync(Provision provision, Preflight preflight, DryRunJournal journal, DryRunNames names, CancellationToken cancellationToken)
    {
        await journal.AddAsync(JournalWord.Begun, names.Work, _run.Path, _run.Sha256);
        await journal.AddAsync(JournalWord.Engine, provision.Environment.Kind, provision.Environment.Engine, _run.Server.ToString());
        foreach (var gate in preflight.Gates)
        {
            await journal.AddAsync(JournalWord.Gate, gate.Id, gate.Name, gate.Evidence, gate.Passed);
        }

        foreach (var (asset, evidence) in preflight.Assets)
        {
            await journal.AddAsync(JournalWord.Asset, asset.Kind.ToString(), asset.Name, evidence);
        }

        try
        {
            var run = new ScenarioRun(_run, names, await provision.RunAsync(preflight.SystemIdentifier, cancellationToken), _policy);
            foreach (var scenario in _run.Scenarios)
            {
                await PlayAsync(scenario, run, journal, cancellationToken);
            }

            await journal.AddAsync(JournalWord.Ended, "run", names.Id, string.Create(CultureInfo.InvariantCulture, $"{_run.Scenarios.Count} scenarios"), holds: true);
        }
        catch (Exception error)
        {
            // Whatever it is: the teardown comes first, and then it is told.
            var failure = PlanFailure.Of(error);
            await journal.AddAsync(JournalWord.Failed, failure.ExitCode.ToString(CultureInfo.InvariantCulture), names.Id, failure.Message, holds: false);
        }
    }

    private static async Task PlayAsync(Scenario scenario, ScenarioRun run, DryRunJournal journal, CancellationToken cancellationToken)
    {
        var kind = scenario.IsPhase ? "phase" : "rehearsal";
        await journal.AddAsync(JournalWord.Playing, kind, scenario.Name, string.Join(", ", scenario.Paths));
        try
        {
            await journal.AddAsync(JournalWord.Played, kind, scenario.Name, await run.RunAsync(scenario, cancellationToken), holds: true);
        }
        catch (SandboxException error)
        {
            await journal.AddAsync(JournalWord.Played, kind, scenario.Name, error.Message, holds: false);
            throw new SandboxException(error.ExitCode, $"{scenario.Name}: {error.Message}", error);
        }
    }
}
