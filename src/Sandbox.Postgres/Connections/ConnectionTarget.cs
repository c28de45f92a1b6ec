namespace Sandbox.Postgres.Connections;

/// <summary>Where to connect and as whom: what flags, a URI, a conninfo string, a service or the environment resolved to.</summary>
public sealed record ConnectionTarget
{
    /// <summary>A host name, an address, or (with a leading <c>/</c>) the folder of a Unix socket.</summary>
    public required string Host { get; init; }

    /// <summary>The address to connect to instead of looking <see cref="Host"/> up (<c>hostaddr</c>); null to look it up.</summary>
    public string? HostAddress { get; init; }

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

    /// <summary>The file of the client's own certificate in PEM form (<c>sslcert</c>); null for none.</summary>
    public string? SslCertificate { get; init; }

    /// <summary>The file of its private key in PEM form (<c>sslkey</c>); null where the certificate's file holds the key too.</summary>
    public string? SslKey { get; init; }

    /// <summary>Whether SCRAM is bound to the TLS connection (<c>channel_binding</c>).</summary>
    public ChannelBinding ChannelBinding { get; init; } = ChannelBinding.Prefer;

    /// <summary>
    /// The newest version of the protocol to ask for (<c>max_protocol_version</c>): 3.0 as in libpq, because not everything between us and a server
    /// understands a newer one, or 3.2, with which servers from 18 on give longer keys to cancel with. Older servers talk it down.
    /// </summary>
    public Version MaxProtocolVersion { get; init; } = new(3, 0);

    /// <summary>What <c>pg_stat_activity</c> shows as the application.</summary>
    public string ApplicationName { get; init; } = "sandbox";

    /// <summary>How long connecting to one host may take; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Which servers will do (<c>target_session_attrs</c>).</summary>
    public TargetSessionAttributes SessionAttributes { get; init; } = TargetSessionAttributes.Any;

    /// <summary>
    /// What to try, in this order, where this target cannot be reached or is not what <see cref="SessionAttributes"/> asks for:
    /// the further hosts of a list. Each is whole, with its own password; their own fallbacks are not looked at.
    /// </summary>
    public IReadOnlyList<ConnectionTarget> Fallbacks { get; init; } = [];

    /// <summary>The names of all hosts that may answer, and the addresses that stand in their place.</summary>
    public IEnumerable<string> Hosts => Fallbacks.Prepend(this).SelectMany(static target => new[] { target.Host, target.HostAddress }).OfType<string>();

    /// <summary>The target in one line, without its password.</summary>
    public override string ToString() => $"{User}@{string.Join(',', Fallbacks.Prepend(this).Select(static target => target.HostAndPort))}/{Database}";

    private string HostAndPort => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
