namespace Sandbox.Rehearsal.Sessions;

/// <summary>
/// The layers between a script and what it must not reach. All of them are on; tests switch them off to show that each holds something by itself, and nothing
/// else can: the switch is internal.
/// </summary>
[Flags]
internal enum Defences
{
    /// <summary>None: the script's text goes to the server as psql would send it, inside a transaction.</summary>
    None = 0,

    /// <summary>What a statement's words tell: refusals, and transaction control that is played instead of sent.</summary>
    Classifier = 1,

    /// <summary>A message that the server takes for one statement only.</summary>
    OneStatement = 2,

    /// <summary>The server's own refusal of a COMMIT.</summary>
    Seal = 4,

    /// <summary>The look at transaction status, command tags and the seal after a statement.</summary>
    Watch = 8,

    /// <summary>The search of the clone for escape hatches.</summary>
    Preflight = 16,

    /// <summary>The limits of time: for a statement or a meta-command, and for a session that waits in its transaction.</summary>
    Timeouts = 32,

    /// <summary>On a server of our own: what its processes may do on this machine (<see cref="Postgres.Servers.ThrowawayOptions.Confines"/>).</summary>
    Confinement = 64,

    /// <summary>All of them.</summary>
    All = Classifier | OneStatement | Seal | Watch | Preflight | Timeouts | Confinement,
}
