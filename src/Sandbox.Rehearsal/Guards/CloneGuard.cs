using Npgsql;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;

namespace Sandbox.Rehearsal.Guards;

/// <summary>
/// Tells whether a connection leads to a clone. Everything is read on the connection that will execute, never taken from what somebody asked to connect to.
/// </summary>
public static class CloneGuard
{
    /// <summary>
    /// Makes sure that a connection of your own leads to a clone, by the <c>sandbox.json</c> of the current folder or of the nearest one above it; call it before anything that writes.
    /// </summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="GuardException">It does not, or it cannot be told.</exception>
    /// <exception cref="SandboxException"><see cref="ExitCode.Usage"/>: the policy cannot be read.</exception>
    public static async Task EnsureAsync(NpgsqlConnection connection, CancellationToken cancellationToken = default) =>
        await EnsureAsync(connection, await Policy.FindAsync(Environment.CurrentDirectory, cancellationToken), cancellationToken);

    /// <summary>Makes sure that a connection of your own leads to a clone; call it before anything that writes.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="policy">What counts as a clone.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="GuardException">It does not, or it cannot be told.</exception>
    public static async Task EnsureAsync(NpgsqlConnection connection, Policy policy, CancellationToken cancellationToken = default)
    {
        await using var session = new NpgsqlSession(connection);
        await EnsureAsync(session, policy, throwaway: null, cancellationToken);
    }

    /// <summary>Makes sure that a session leads to a clone.</summary>
    /// <param name="session">The session that will execute.</param>
    /// <param name="policy">What counts as a clone.</param>
    /// <param name="throwaway">The server that this run started itself; null where the target is somebody else's.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Everything that was asked.</returns>
    /// <exception cref="GuardException">It does not, or it cannot be told.</exception>
    public static async Task<IReadOnlyList<GuardCheck>> EnsureAsync(ISession session, Policy policy, IServer? throwaway, CancellationToken cancellationToken)
    {
        return Ensure(await TargetIdentity.ReadAsync(session, cancellationToken), policy, throwaway);
    }

    /// <summary>Makes sure that what was read of a session leads to a clone.</summary>
    /// <param name="found">What the session that will execute says.</param>
    /// <param name="policy">What counts as a clone.</param>
    /// <param name="throwaway">The server that this run started itself; null where the target is somebody else's.</param>
    /// <exception cref="GuardException">It does not, or it cannot be told.</exception>
    internal static IReadOnlyList<GuardCheck> Ensure(TargetIdentity found, Policy policy, IServer? throwaway)
    {
        var checks = Check(found, policy, throwaway);
        return checks.All(static check => check.Passed) ? checks : throw new GuardException(checks);
    }

    /// <summary>Asks everything, and judges nothing.</summary>
    /// <inheritdoc cref="EnsureAsync(ISession, Policy, IServer?, CancellationToken)"/>
    public static async Task<IReadOnlyList<GuardCheck>> CheckAsync(ISession session, Policy policy, IServer? throwaway, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Check(await TargetIdentity.ReadAsync(session, cancellationToken), policy, throwaway);
    }

    /// <summary>Makes sure that a server is not off limits, whatever its databases are called.</summary>
    /// <param name="found">What a session on it says.</param>
    /// <param name="target">Where it leads, by each host that was named: any of them may answer the next time.</param>
    /// <param name="policy">What is off limits.</param>
    /// <exception cref="GuardException">It is, or it is a standby.</exception>
    public static void EnsureServer(TargetIdentity found, ConnectionTarget target, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(policy);
        var guarded = policy.ProtectedHostOf(target);
        List<GuardCheck> checks = [new GuardCheck("server name", guarded is null, guarded is null ? $"host {target.Host} is not protected" : $"host {guarded} is protected"), .. CheckServer(found, policy)];
        if (!checks.TrueForAll(static check => check.Passed))
        {
            throw new GuardException(checks);
        }
    }

    private static List<GuardCheck> Check(TargetIdentity found, Policy policy, IServer? throwaway)
    {
        var checks = new List<GuardCheck>();
        if (throwaway is not null)
        {
            checks.Add(IsThrowaway(found, throwaway));
        }
        else
        {
            var admitted = policy.RehearsalAdmits(found.Database, out var reason);
            checks.Add(new GuardCheck("database name", admitted, admitted ? $"database \"{found.Database}\": {reason}" : reason));
        }

        checks.AddRange(CheckServer(found, policy));
        return checks;
    }

    private static IEnumerable<GuardCheck> CheckServer(TargetIdentity found, Policy policy) =>
    [
        Identifier(found, policy),
        Address(found, policy),
        new GuardCheck("primary", !found.InRecovery, found.InRecovery ? "the server is a standby: nothing can be rehearsed on it" : "the server is a primary"),
    ];

    private static GuardCheck IsThrowaway(TargetIdentity found, IServer throwaway)
    {
        var expected = throwaway.Identity;
        var own = string.Equals(found.ClusterName, expected.ClusterName, StringComparison.Ordinal)
            && string.Equals(found.DataDirectory, expected.DataDirectory, StringComparison.Ordinal)
            && string.Equals(found.SystemIdentifier, expected.SystemIdentifier.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return new GuardCheck("throwaway", own, own
            ? $"the server is {expected.ClusterName}, which this run started"
            : $"the server is not {expected.ClusterName}, which this run started: it says it is \"{found.ClusterName}\"");
    }

    private static GuardCheck Identifier(TargetIdentity found, Policy policy)
    {
        const string Name = "system identifier";
        if (found.SystemIdentifier is not { } identifier)
        {
            return new GuardCheck(Name, policy.ProtectedSystemIdentifiers.Count == 0, "the server's system identifier cannot be read by this role");
        }

        var guarded = policy.ProtectsSystemIdentifier(identifier);
        return new GuardCheck(Name, !guarded, guarded ? $"system identifier {identifier} is protected" : $"system identifier {identifier} is not protected");
    }

    private static GuardCheck Address(TargetIdentity found, Policy policy)
    {
        var address = found.ServerAddress ?? "a local socket";
        var guarded = found.ServerAddress is { } host && policy.ProtectsHost(host);
        return new GuardCheck("server address", !guarded, guarded ? $"server address {address} is protected" : $"server address {address} is not protected");
    }
}
