using Sandbox.Postgres;

namespace Sandbox.Rehearsal.Guards;

/// <summary>What a server and a database say they are, on one connection.</summary>
public sealed record TargetIdentity
{
    /// <summary><c>current_database()</c>.</summary>
    public required string Database { get; init; }

    /// <summary>The server's version, for example <c>15.18</c>.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The cluster's system identifier; null where the role may not read it. A physical copy and a template copy have the same.</summary>
    public string? SystemIdentifier { get; init; }

    /// <summary>The address that the server sees this connection come in at; null for a Unix socket.</summary>
    public string? ServerAddress { get; init; }

    /// <summary>The setting <c>cluster_name</c>.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The setting <c>data_directory</c>; null where the role may not read it.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Whether the server is a standby.</summary>
    public required bool InRecovery { get; init; }

    /// <summary>Reads all of it.</summary>
    /// <param name="session">The session to read on.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<TargetIdentity> ReadAsync(ISession session, CancellationToken cancellationToken)
    {
        // A setting that the role may not read is missing from pg_settings; a function that it may not call would fail the whole query.
        var reply = await session.QueryAsync(
            """
            SELECT pg_catalog.current_database(),
                   pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1),
                   pg_catalog.host(pg_catalog.inet_server_addr()),
                   pg_catalog.current_setting('cluster_name'),
                   (SELECT setting FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) 'data_directory'),
                   pg_catalog.pg_is_in_recovery(),
                   pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
            """,
            cancellationToken);
        var row = reply.Rows[0];
        return new TargetIdentity
        {
            Database = row[0]!,
            ServerVersion = row[1]!,
            ServerAddress = row[2],
            ClusterName = row[3] ?? string.Empty,
            DataDirectory = row[4],
            InRecovery = row[5] is "t",
            SystemIdentifier = row[6] is "t" ? await session.ScalarAsync("SELECT system_identifier FROM pg_catalog.pg_control_system()", cancellationToken) : null,
        };
    }
}
