namespace Sandbox.Lifecycle.DryRuns.Assets;

/// <summary>What a protected asset is.</summary>
public enum AssetKind
{
    /// <summary>The cluster that is rehearsed for: its system identifier. What its users write meanwhile is theirs.</summary>
    Production,

    /// <summary>A database: which one it is, since when its server runs, and all that is in it.</summary>
    Database,

    /// <summary>A file: its bytes.</summary>
    File,

    /// <summary>A working tree of git: commit, tree, index, and what differs from them.</summary>
    Repository,

    /// <summary>A container of an engine on this machine: its id, and since when it runs.</summary>
    Container,

    /// <summary>A service: its process, and since when that runs.</summary>
    Service,
}
