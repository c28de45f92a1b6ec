using Sandbox.Postgres.Connections;

namespace Sandbox.Postgres.Wire;

/// <summary>Whether a server is what <c>target_session_attrs</c> asks for, found out as libpq does.</summary>
internal static class SessionAttributeCheck
{
    public static string Describe(TargetSessionAttributes wanted) => wanted switch
    {
        TargetSessionAttributes.ReadWrite => "writable (target_session_attrs=read-write)",
        TargetSessionAttributes.ReadOnly => "read-only (target_session_attrs=read-only)",
        TargetSessionAttributes.Primary => "a primary (target_session_attrs=primary)",
        TargetSessionAttributes.Standby => "a standby (target_session_attrs=standby)",
        _ => "wanted",
    };

    public static async Task<bool> MatchesAsync(WireSession session, TargetSessionAttributes wanted, CancellationToken cancellationToken) => wanted switch
    {
        TargetSessionAttributes.ReadWrite => !await IsReadOnlyAsync(session, cancellationToken),
        TargetSessionAttributes.ReadOnly => await IsReadOnlyAsync(session, cancellationToken),
        TargetSessionAttributes.Primary => !await IsStandbyAsync(session, cancellationToken),
        TargetSessionAttributes.Standby => await IsStandbyAsync(session, cancellationToken),
        _ => true,
    };

    private static async Task<bool> IsReadOnlyAsync(WireSession session, CancellationToken cancellationToken) =>
        string.Equals(await session.ScalarAsync("SHOW transaction_read_only", cancellationToken), "on", StringComparison.Ordinal);

    // Servers before 14 do not report in_hot_standby.
    private static async Task<bool> IsStandbyAsync(WireSession session, CancellationToken cancellationToken) =>
        session.Parameters.TryGetValue("in_hot_standby", out var standby)
            ? string.Equals(standby, "on", StringComparison.Ordinal)
            : string.Equals(await session.ScalarAsync("SELECT pg_catalog.pg_is_in_recovery()", cancellationToken), "t", StringComparison.Ordinal);
}
