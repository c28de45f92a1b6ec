namespace Sandbox.Lifecycle.DryRuns;

/// <summary>What a line of a dry run's journal is about. A step's first line is on the disk before the step begins.</summary>
internal enum JournalWord
{
    /// <summary>The run begins: its description's file and hash.</summary>
    Begun,

    /// <summary>What the server runs on: its kind, and the client of an engine.</summary>
    Engine,

    /// <summary>A gate was passed, or not.</summary>
    Gate,

    /// <summary>What a protected asset is before anything is made.</summary>
    Asset,

    /// <summary>An object is about to be made, with the id by which it is known again.</summary>
    Making,

    /// <summary>It is made.</summary>
    Made,

    /// <summary>A scenario is about to run.</summary>
    Playing,

    /// <summary>What became of it.</summary>
    Played,

    /// <summary>Why the run did not come to its end.</summary>
    Failed,

    /// <summary>All scenarios were played.</summary>
    Ended,

    /// <summary>What is kept was scanned for secrets.</summary>
    Scanned,

    /// <summary>An object is about to be removed.</summary>
    Removing,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is still there, or another has its name.</summary>
    Remains,

    /// <summary>The run is closed: whether cleanly.</summary>
    Closed,
}
