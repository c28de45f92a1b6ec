namespace Sandbox.Postgres.Connections;

/// <summary>libpq's <c>target_session_attrs</c> (PostgreSQL manual, "Parameter Key Words").</summary>
public enum TargetSessionAttributes
{
    /// <summary>Any server.</summary>
    Any,

    /// <summary>A server whose sessions can write by default, and that is not in hot standby.</summary>
    ReadWrite,

    /// <summary>A server whose sessions cannot write by default, or that is in hot standby.</summary>
    ReadOnly,

    /// <summary>A server that is not in hot standby.</summary>
    Primary,

    /// <summary>A server in hot standby.</summary>
    Standby,

    /// <summary>A server in hot standby, or any where none of them is.</summary>
    PreferStandby,
}
