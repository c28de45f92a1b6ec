namespace Sandbox.Postgres.Servers;

/// <summary>Makes databases on a server that is ours to use; they go with the server. Names are taken exactly, in any case and with any character.</summary>
/// <param name="session">A superuser's session in another database of the server, outside a transaction.</param>
public sealed class ServerDatabases(ISession session)
{
    /// <summary>Creates an empty database, from <c>template0</c>.</summary>
    /// <param name="name">The new database's name.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="ServerErrorException">The server refused, for example because the name is taken.</exception>
    public Task CreateAsync(string name, CancellationToken cancellationToken) => CopyAsync("template0", name, cancellationToken);

    /// <summary>Creates a database as a copy of another one.</summary>
    /// <param name="template">The database to copy; nobody may be connected to it.</param>
    /// <param name="name">The new database's name.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="ServerErrorException">The server refused, for example because the template is in use.</exception>
    public async Task CopyAsync(string template, string name, CancellationToken cancellationToken)
    {
        // From 15 on each page goes through the log unless told otherwise, which takes three times as long; nothing here has to survive a crash. Before 15 there is no word for it.
        var canChoose = await session.ScalarAsync("SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4 >= 150000", cancellationToken) is "t";
        await session.QueryAsync($"""CREATE DATABASE {Quote(name)} TEMPLATE {Quote(template)}{(canChoose ? " STRATEGY file_copy" : "")}""", cancellationToken);
    }

    // As quote_ident() does it, but always with quotes: then no list of keywords matters.
    private static string Quote(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name.Contains('\0', StringComparison.Ordinal)
            ? throw new SandboxException(ExitCode.Usage, "a database's name cannot contain a zero character; choose another name")
            : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
