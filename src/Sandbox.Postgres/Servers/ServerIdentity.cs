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
}
