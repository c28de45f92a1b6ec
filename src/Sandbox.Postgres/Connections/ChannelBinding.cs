namespace Sandbox.Postgres.Connections;

/// <summary>libpq's <c>channel_binding</c> (PostgreSQL manual, "Parameter Key Words").</summary>
public enum ChannelBinding
{
    /// <summary>Never.</summary>
    Disable,

    /// <summary>Where the server offers it.</summary>
    Prefer,

    /// <summary>A server that does not bind is refused.</summary>
    Require,
}
