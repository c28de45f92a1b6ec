namespace Sandbox.Postgres.Servers;

/// <summary>A copy of a database on somebody else's server, as its maker wrote it down before it made it.</summary>
/// <param name="SystemIdentifier">The cluster's system identifier.</param>
/// <param name="Host">Where the server was reached.</param>
/// <param name="Port">Its port.</param>
/// <param name="Original">The database that was copied.</param>
/// <param name="Copy">The copy's name; the gids of transactions that were prepared in it begin with it too.</param>
public sealed record CopyRecord(string SystemIdentifier, string Host, int Port, string Original, string Copy)
{
    /// <summary>Whether the copy is on a server that was reached in the same way and says that it is the same cluster.</summary>
    /// <param name="systemIdentifier">What the server says; null where it does not.</param>
    /// <param name="host">Where it was reached.</param>
    /// <param name="port">Its port.</param>
    public bool IsOn(string? systemIdentifier, string host, int port) =>
        string.Equals(SystemIdentifier, systemIdentifier, StringComparison.Ordinal) && string.Equals(Host, host, StringComparison.Ordinal) && Port == port;
}
