using Sandbox.Postgres;
using Sandbox.Postgres.Servers;

namespace Sandbox.Lifecycle.DryRuns.Environments;

/// <summary>What a dry run's PostgreSQL runs in. What it is asked before <see cref="StartAsync"/> changes nothing on the machine.</summary>
internal interface IDryRunEnvironment : IAsyncDisposable
{
    /// <summary>What it makes, in the order in which it is made.</summary>
    IReadOnlyList<RunObject> Objects { get; }

    /// <summary>What it is, one word.</summary>
    string Kind { get; }

    /// <summary>The client of the engine that it needs, once that was reached; empty where it needs none.</summary>
    string Engine { get; }

    /// <summary>The file with its superuser's password in the form of <c>.pgpass</c>; null where it asks for none.</summary>
    string? PasswordFile { get; }

    /// <summary>The major version of its PostgreSQL, once the engine was reached.</summary>
    int Major { get; }

    /// <summary>Makes sure that what runs it is there.</summary>
    /// <returns>What it is.</returns>
    Task<string> ReachEngineAsync(CancellationToken cancellationToken);

    /// <summary>Reads what will run, by its digest.</summary>
    Task<string> ReadImageAsync(CancellationToken cancellationToken);

    /// <summary>Makes sure that nobody else will reach it, nor it anybody else.</summary>
    Task<string> ReadNetworkAsync(CancellationToken cancellationToken);

    /// <summary>Where it writes besides the run's folder.</summary>
    Task<IReadOnlyList<string>> DataFoldersAsync(CancellationToken cancellationToken);

    /// <summary>Brings it up. Each object is in the journal before it is made.</summary>
    /// <param name="journal">The run's journal.</param>
    /// <param name="folderId">The id of the run's folder.</param>
    /// <param name="cancellationToken">Cancels; the teardown takes away what was made.</param>
    Task<IServer> StartAsync(DryRunJournal journal, string folderId, CancellationToken cancellationToken);

    /// <summary>Looks again, on the server itself, that nobody else can reach it.</summary>
    /// <param name="session">A session on it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<string> ProveIsolationAsync(ISession session, CancellationToken cancellationToken);
}
