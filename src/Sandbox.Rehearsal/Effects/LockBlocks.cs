namespace Sandbox.Rehearsal.Effects;

/// <summary>What a lock keeps other sessions from.</summary>
public enum LockBlocks
{
    /// <summary>Neither reading nor writing rows.</summary>
    None,

    /// <summary>Writing rows.</summary>
    Writes,

    /// <summary>Reading and writing rows.</summary>
    Both,
}
