namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>
/// What a server's owner wrote down, so that a later run can find and remove what an owner and its keeper left when both were
/// killed.
/// </summary>
/// <param name="Owner">The process that started the server.</param>
/// <param name="Run">The server's folder.</param>
/// <param name="Sockets">The folder of its socket.</param>
/// <param name="Postmaster">The postmaster, as soon as it is known.</param>
internal sealed record ServerRecord(ProcessIdentity Owner, string Run, string Sockets, ProcessIdentity? Postmaster)
{
    /// <summary>The server's data folder.</summary>
    public string Data => Path.Combine(Run, "data");

    /// <summary>The server's log.</summary>
    public string Log => Path.Combine(Run, "log");

    /// <summary>Whether anything of the server is still on the disk.</summary>
    public bool HasFolders => Directory.Exists(Run) || Directory.Exists(Sockets);
}
