namespace Sandbox.Rehearsal.Planning;

/// <summary>What a script may do, beside what none may.</summary>
public sealed record ScriptLimits
{
    /// <summary>Whether a COMMIT is refused.</summary>
    public bool RollbackOnly { get; init; }

    /// <summary>Whether all of it runs in one transaction, so that what cannot is refused.</summary>
    public bool InTransaction { get; init; } = true;

    /// <summary>Whether what all databases of the server share has to stay as it is, because nothing would take a change back.</summary>
    public bool KeepsServer { get; init; }
}
