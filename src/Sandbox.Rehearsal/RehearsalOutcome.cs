using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal;

/// <summary>What one rehearsal came to, before it is judged.</summary>
/// <param name="Script">What ran, and what it did.</param>
/// <param name="Identity">What the clone's server says it is.</param>
/// <param name="Guard">What the guard asked.</param>
/// <param name="Ended">What ended the script before its own end; null where nothing did.</param>
internal sealed record RehearsalOutcome(ScriptReport Script, TargetIdentity Identity, IReadOnlyList<GuardCheck> Guard, Exception? Ended)
{
    /// <summary>What the proof could not read here, one line each.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];

    /// <summary>The sessions for another rehearsal on the same clone; null where they are closed.</summary>
    public WarmSessions? Sessions { get; init; }

    /// <summary>Where its session led to: of several hosts the one that answered; null where that was not kept.</summary>
    public ConnectionTarget? Connected { get; init; }

    /// <summary>The name of the copy that it ran on; null where it ran on the clone itself.</summary>
    public string? Copy { get; init; }
}
