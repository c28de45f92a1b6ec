using System.Globalization;

namespace Sandbox.Postgres.Servers;

/// <summary>
/// The facts by which a connection can be proven to be to one server and no other. Servers that were copied from one template
/// share the system identifier: <see cref="ClusterName"/> is what tells them apart.
/// </summary>
public sealed record ServerIdentity
{
    /// <summary>Unguessable and new for every start; the server shows it as the setting <c>cluster_name</c>.</summary>
    public required string ClusterName { get; init; }

    /// <summary><c>pg_control_system().system_identifier</c>.</summary>
    public required long SystemIdentifier { get; init; }

    /// <summary>The server's setting <c>data_directory</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The folder of the Unix socket; null where the server listens on loopback (Windows).</summary>
    public required string? SocketDirectory { get; init; }

    /// <summary>The postmaster's process id.</summary>
    public required int PostmasterProcessId { get; init; }

    /// <summary>When the postmaster started, in whole seconds (<c>postmaster.pid</c>); <c>pg_postmaster_start_time()</c> is up to a second later.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Asks a server who it is, and of which version.</summary>
    /// <param name="session">A session of its superuser.</param>
    /// <param name="socketDirectory">The folder of its Unix socket, as this machine sees it; null where it is reached otherwise.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <exception cref="SandboxException">The server does not tell (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<(Version Version, ServerIdentity Identity)> ReadAsync(ISession session, string? socketDirectory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var reply = await session.QueryAsync(
            """
            SELECT s.system_identifier, pg_catalog.current_setting('data_directory'), pg_catalog.current_setting('server_version_num'),
                pg_catalog.split_part(f.text, E'\n', 1), pg_catalog.split_part(f.text, E'\n', 3), pg_catalog.current_setting('cluster_name')
            FROM pg_catalog.pg_control_system() s, pg_catalog.pg_read_file('postmaster.pid') f (text)
            """,
            cancellationToken);
        var row = reply.Rows[0];
        var number = int.Parse(row[2]!, CultureInfo.InvariantCulture);
        return (new Version(number / 10_000, number % 10_000), new ServerIdentity
        {
            ClusterName = row[5]!,
            SystemIdentifier = long.Parse(row[0]!, CultureInfo.InvariantCulture),
            DataDirectory = row[1]!,
            SocketDirectory = socketDirectory,
            PostmasterProcessId = int.Parse(row[3]!, CultureInfo.InvariantCulture),
            StartedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(row[4]!, CultureInfo.InvariantCulture)),
        });
    }
}
