using System.Text.Json.Serialization;
using Sandbox.Postgres.Connections;

namespace Sandbox.Rehearsal.States;

/// <summary>
/// The state of a database: catalog, contents, sequences, large objects, settings, and what of its cluster the role may see. All of it is read in one snapshot,
/// and reading writes nothing.
/// </summary>
public sealed record DatabaseState
{
    /// <summary>Which database it is.</summary>
    public required StateIdentity Identity { get; init; }

    /// <summary>When it was read, by the server's own marks.</summary>
    public required StateMoment Moment { get; init; }

    /// <summary>The catalog's objects, large objects, settings, and the cluster's roles, slots, prepared transactions, databases; ordered by kind and name.</summary>
    public required IReadOnlyList<CatalogEntry> Catalog { get; init; }

    /// <summary>Where the sequences stand.</summary>
    public required IReadOnlyList<SequenceState> Sequences { get; init; }

    /// <summary>What the tables hold.</summary>
    public required IReadOnlyList<TableState> Tables { get; init; }

    /// <summary>Whether <see cref="Catalog"/> has what all databases of the cluster share.</summary>
    public required bool HasCluster { get; init; }

    /// <summary>What the role may not see, one line each: it is compared with nothing.</summary>
    [JsonRequired]
    public IReadOnlyList<string> Limits { get; init; } = [];

    /// <summary>Reads the state of a database.</summary>
    /// <param name="target">The database.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">The server cannot be reached, or the session broke (<see cref="ExitCode.Unavailable"/>).</exception>
    public static Task<DatabaseState> CaptureAsync(ConnectionTarget target, StateOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        return StateReader.ReadAsync(target, options, cancellationToken);
    }

    /// <summary>Compares this state with a later one.</summary>
    /// <param name="after">The later one. Rows are shown where both have them; <see cref="VerifyAsync"/> reads those that it needs.</param>
    public StateComparison Compare(DatabaseState after)
    {
        ArgumentNullException.ThrowIfNull(after);
        return StateComparer.Compare(this, after);
    }

    /// <summary>Reads the state that a database has now, and compares this one with it.</summary>
    /// <param name="target">The database.</param>
    /// <param name="options">How it is read; <see cref="StateOptions.Before"/> is this state, and the cluster counts if it does here.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="CaptureAsync"/>
    public async Task<StateComparison> VerifyAsync(ConnectionTarget target, StateOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Compare(await CaptureAsync(target, options with { Before = this, Cluster = HasCluster, KeepsRows = false }, cancellationToken));
    }
}
