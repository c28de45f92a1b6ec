namespace Sandbox.Postgres.Connections;

/// <summary>libpq's <c>sslmode</c> (PostgreSQL manual, "SSL Support").</summary>
public enum SslMode
{
    /// <summary>No TLS.</summary>
    Disable,

    /// <summary>No TLS unless the server insists.</summary>
    Allow,

    /// <summary>TLS where the server offers it.</summary>
    Prefer,

    /// <summary>TLS, the certificate unchecked unless a root certificate is given.</summary>
    Require,

    /// <summary>TLS, the certificate's chain checked.</summary>
    VerifyCa,

    /// <summary>TLS, the certificate's chain and host name checked.</summary>
    VerifyFull,
}
