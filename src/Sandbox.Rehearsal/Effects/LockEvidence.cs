namespace Sandbox.Rehearsal.Effects;

/// <summary>How it is known that a statement took a lock.</summary>
public enum LockEvidence
{
    /// <summary>The server listed it behind the statement.</summary>
    Held,

    /// <summary>
    /// It follows from what the statement is or did. The server keeps one entry for each lock, so that it shows nothing new where an earlier transaction of the script has taken the
    /// same one, and it has given up those of what it undid.
    /// </summary>
    Inferred,

    /// <summary>A second session saw it while the statement ran; there may have been others.</summary>
    Sampled,
}
