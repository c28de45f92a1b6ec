namespace Sandbox.Postgres.Servers;

/// <summary>How a throwaway server is started.</summary>
public sealed record ThrowawayOptions
{
    /// <summary>Which binaries; the newest installed ones unless said otherwise.</summary>
    public ServerChoice Choice { get; init; } = ServerChoice.Default;

    /// <summary>
    /// The cache's folder; null for <c>SANDBOX_CACHE</c>, else <c>$XDG_CACHE_HOME/sandbox</c> or <c>~/.cache/sandbox</c> (root:
    /// <c>/var/cache/sandbox</c>, which the server's user can reach; Windows: the local application data).
    /// </summary>
    public string? CacheDirectory { get; init; }

    /// <summary>
    /// The parent of the server's folder while it runs; null for <c>SANDBOX_RUNS</c>, else memory (<c>/dev/shm</c>) where more than
    /// 4 GB are free, else the cache. Name a folder on a disk for clones that do not fit into memory.
    /// </summary>
    public string? RunDirectory { get; init; }

    /// <summary>Whether the server's folder lies in the cache's own while it runs, whatever memory is free and whatever <see cref="RunDirectory"/> says: then the cache's folder holds all of the server.</summary>
    public bool RunsInCache { get; init; }

    /// <summary>
    /// Whether the server's processes, and the programs that they start, may write only in the server's own folders, open no TCP connection and signal nobody else. Linux can
    /// see to that from version 5.13 on where Landlock is enabled, to connections since 6.7 and signals since 6.12; elsewhere it has no effect.
    /// </summary>
    public bool Confines { get; init; } = true;

    /// <summary>Told, in one line, of what takes long: a download, the first initdb. Null for nobody.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>How long the server may take until it accepts connections.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
