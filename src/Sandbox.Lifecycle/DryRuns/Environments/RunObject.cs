namespace Sandbox.Lifecycle.DryRuns.Environments;

/// <summary>Something that a run makes and that has to be gone when it is closed. It is found by its exact name, and known again by what was recorded of it.</summary>
/// <param name="kind">What it is, one word.</param>
/// <param name="name">Its exact name.</param>
internal abstract class RunObject(string kind, string name)
{
    /// <summary>What it is, one word.</summary>
    public string Kind { get; } = kind;

    /// <summary>Its exact name.</summary>
    public string Name { get; } = name;

    /// <summary>Looks for it.</summary>
    /// <param name="record">What was recorded of it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public abstract Task<Presence> LookAsync(RunRecord record, CancellationToken cancellationToken);

    /// <summary>Removes it, where <see cref="LookAsync"/> has found it to be the run's own.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public abstract Task RemoveAsync(CancellationToken cancellationToken);
}
