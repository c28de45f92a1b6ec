namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>What a throwaway server needs of the operating system.</summary>
internal interface IServerHost
{
    /// <summary>Runs initdb in a folder of its own and gives the whole its final name when it is complete.</summary>
    /// <param name="binaries">The binaries whose initdb it is.</param>
    /// <param name="folder">The template's final folder; the data folder is <c>data</c> in it.</param>
    /// <param name="cancellationToken">Ends initdb.</param>
    /// <exception cref="SandboxException">initdb failed (<see cref="ExitCode.Unavailable"/>).</exception>
    Task BuildTemplateAsync(PostgresBinaries binaries, string folder, CancellationToken cancellationToken);

    /// <summary>Starts a server and whatever ends it with this process; does not wait for it.</summary>
    /// <param name="record">The server's folders.</param>
    /// <param name="template">The template's folder.</param>
    /// <param name="binaries">The binaries to run.</param>
    /// <param name="clusterName">The server's own name.</param>
    /// <param name="confines">Whether the server may write only in its own folders, where the system can see to that.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    Task<IKeeper> StartAsync(ServerRecord record, string template, PostgresBinaries binaries, string clusterName, bool confines, CancellationToken cancellationToken);

    /// <summary>Ends a postmaster that nobody keeps any more and removes its server's folders.</summary>
    /// <param name="record">The server's folders.</param>
    /// <param name="postmaster">The postmaster's process id; null where it has ended.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task RemoveAsync(ServerRecord record, int? postmaster, CancellationToken cancellationToken);
}
