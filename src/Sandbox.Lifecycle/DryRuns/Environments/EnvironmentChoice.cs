using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Servers.Containers;

namespace Sandbox.Lifecycle.DryRuns.Environments;

/// <summary>What a run's server runs in: a dry run says it before, and the run's journal afterwards.</summary>
internal static class EnvironmentChoice
{
    /// <summary>What a dry run asks for.</summary>
    /// <param name="choice">Its server.</param>
    /// <param name="names">The run's names.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="variables">The environment's variables.</param>
    /// <param name="cache">The cache of an installed server in tests; null for the run's own.</param>
    public static IDryRunEnvironment Of(ServerChoice choice, DryRunNames names, RunFolder folder, IReadOnlyDictionary<string, string?> variables, string? cache) =>
        choice.Image is { } image ? new ContainerEnvironment(names, variables.GetValueOrDefault(ContainerEngine.Variable), image, folder)
        : cache is null ? new ServerEnvironment(names, choice, folder)
        : new ServerEnvironment(names, choice, folder) { Cache = cache };

    /// <summary>What a run had, to take it away; with the engine whose client the run used.</summary>
    /// <param name="journal">The run's journal.</param>
    /// <param name="names">The run's names.</param>
    /// <param name="folder">The run's folder.</param>
    public static IDryRunEnvironment OfJournal(DryRunJournal journal, DryRunNames names, RunFolder folder) =>
        journal.Of(JournalWord.Engine).FirstOrDefault() is { Kind: ContainerEnvironment.Word } engine
            ? new ContainerEnvironment(names, engine.Name, ServerChoice.Parse(engine.Detail).Image!, folder)
            : new ServerEnvironment(names, ServerChoice.Default, folder);
}
