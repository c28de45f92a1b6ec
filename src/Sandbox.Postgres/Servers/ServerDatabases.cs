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
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw new SandboxException(ExitCode.Usage, "a database's name cannot contain a zero character; choose another name");
        }

        await session.QueryAsync(await StatementAsync(session, template, name, cancellationToken), cancellationToken);
    }

    /// <summary>The statement that copies a database in the way that is the fastest there.</summary>
    /// <param name="session">The session that is to run it; from PostgreSQL 18 on, files are cloned in it where the file system can.</param>
    /// <param name="template">The database to copy.</param>
    /// <param name="name">The new database's name.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<string> StatementAsync(ISession session, string template, string name, CancellationToken cancellationToken)
    {
        // From 15 on each page goes through the log unless told otherwise. Copying the files needs two checkpoints instead: those cost little where nothing is synchronized, and less than the log where there is much
        // to copy. A clone shares the file's blocks, and is a copy within the kernel where the file system shares none (PostgreSQL 18, "file_copy_method").
        ArgumentNullException.ThrowIfNull(session);
        return (await session.ScalarAsync(
            """
            SELECT pg_catalog.format('CREATE DATABASE %I TEMPLATE %I%s', $1::pg_catalog.text, $2::pg_catalog.text,
                                     CASE WHEN v.number >= 150000
                                               AND (pg_catalog.current_setting('fsync') = 'off'
                                                    OR (SELECT CASE WHEN pg_catalog.has_database_privilege(d.oid, 'CONNECT') THEN pg_catalog.pg_database_size(d.oid) END
                                                        FROM pg_catalog.pg_database d WHERE d.datname = $2) > 64 << 20) THEN ' STRATEGY file_copy' END),
                   CASE WHEN v.number >= 180000 THEN
                       (SELECT pg_catalog.set_config(s.name, 'clone', false) FROM pg_catalog.pg_settings s WHERE s.name = 'file_copy_method' AND 'clone' = ANY (s.enumvals)) END
            FROM (VALUES (pg_catalog.current_setting('server_version_num')::pg_catalog.int4)) AS v (number)
            """,
            cancellationToken,
            name, template))!;
    }
}
