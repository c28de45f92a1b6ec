namespace Sandbox.Postgres.Connections;

/// <summary>Where to connect and as whom: what flags, a URI, a conninfo string, a service or the environment resolved to.</summary>
public sealed record ConnectionTarget
{
    /// <summary>A host name, an address, or (with a leading <c>/</c>) the folder of a Unix socket.</summary>
    public required string Host { get; init; }

    /// <summary>The TCP port, or the socket's number; 5432 as in libpq.</summary>
    public int Port { get; init; } = 5432;

    /// <summary>The database's name.</summary>
    public required string Database { get; init; }

    /// <summary>The role's name.</summary>
    public required string User { get; init; }

    /// <summary>The password; null where none was given. Never part of <see cref="ToString"/>.</summary>
    public string? Password { get; init; }

    /// <summary>How TLS is used, by libpq's words.</summary>
    public SslMode SslMode { get; init; } = SslMode.Prefer;

    /// <summary>The file of trusted root certificates (<c>sslrootcert</c>); null for the system's.</summary>
    public string? SslRootCertificate { get; init; }

    /// <summary>What <c>pg_stat_activity</c> shows as the application.</summary>
    public string ApplicationName { get; init; } = "sandbox";

    /// <summary>How long connecting may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The target in one line, without its password.</summary>
    public override string ToString() => $"{User}@{Host}:{Port}/{Database}";
}
