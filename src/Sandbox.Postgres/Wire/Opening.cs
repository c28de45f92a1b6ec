using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Sandbox.Postgres.Connections;

namespace Sandbox.Postgres.Wire;

/// <summary>
/// Finds the server that a target means: its hosts in order, the addresses of each, with and without TLS as
/// <see cref="SslMode"/> allows (PostgreSQL manual, "Specifying Multiple Hosts" and "SSL Support").
/// </summary>
internal static class Opening
{
    private const string CannotConnectNow = "57P03";

    public static async Task<WireSession> OpenAsync(ConnectionTarget target, CancellationToken cancellationToken)
    {
        if (target.SessionAttributes == TargetSessionAttributes.PreferStandby)
        {
            return await FirstAsync(target, TargetSessionAttributes.Standby, [], cancellationToken)
                ?? await FirstOrThrowAsync(target, TargetSessionAttributes.Any, cancellationToken);
        }

        return await FirstOrThrowAsync(target, target.SessionAttributes, cancellationToken);
    }

    private static async Task<WireSession> FirstOrThrowAsync(ConnectionTarget target, TargetSessionAttributes wanted, CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        return await FirstAsync(target, wanted, failures, cancellationToken)
            ?? throw OpeningFailure.Describe(target, failures);
    }

    private static async Task<WireSession?> FirstAsync(
        ConnectionTarget target, TargetSessionAttributes wanted, List<Exception> failures, CancellationToken cancellationToken)
    {
        foreach (var host in target.Fallbacks.Prepend(target))
        {
            var single = host with { Fallbacks = [], SessionAttributes = target.SessionAttributes };
            var session = await TryHostAsync(single, failures, cancellationToken);
            if (session is null)
            {
                continue;
            }

            if (await SessionAttributeCheck.MatchesAsync(session, wanted, cancellationToken))
            {
                return session;
            }

            await session.DisposeAsync();
            failures.Add(new IOException($"{single} is not {SessionAttributeCheck.Describe(wanted)}"));
        }

        return null;
    }

    private static async Task<WireSession?> TryHostAsync(ConnectionTarget host, List<Exception> failures, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(host.ConnectTimeout);
        try
        {
            foreach (var endPoint in await EndPointsAsync(host, limit.Token))
            {
                if (await TryEndPointAsync(host, endPoint, failures, limit.Token) is { } session)
                {
                    return session;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            failures.Add(new TimeoutException($"no answer within {host.ConnectTimeout.TotalSeconds:0.#} s"));
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            // The host's name is unknown, or none.
            failures.Add(failure);
        }

        return null;
    }

    private static async Task<WireSession?> TryEndPointAsync(
        ConnectionTarget host, EndPoint endPoint, List<Exception> failures, CancellationToken cancellationToken)
    {
        foreach (var encryption in Encryptions(host, endPoint))
        {
            try
            {
                return await OnceAsync(host, endPoint, encryption, cancellationToken);
            }
            catch (RefusedException refused)
            {
                failures.Add(refused);
            }
            catch (Exception failure) when (Transport.IsFailure(failure) || failure is AuthenticationException)
            {
                failures.Add(failure);
                if (failure is SocketException)
                {
                    // Nobody listens there: TLS or not makes no difference.
                    return null;
                }
            }
            catch (PasswordMissingException missing)
            {
                throw OpeningFailure.Describe(host, [missing]);
            }
        }

        // A server that knows who we are and refuses decides for the whole list; one that is still starting does not.
        return failures[^1] is RefusedException last && !string.Equals(last.Error.SqlState, CannotConnectNow, StringComparison.Ordinal)
            ? throw OpeningFailure.Describe(host, failures)
            : null;
    }

    private static async Task<WireSession> OnceAsync(ConnectionTarget host, EndPoint endPoint, Encryption encryption, CancellationToken cancellationToken)
    {
        var transport = await Transport.ConnectAsync(endPoint, cancellationToken);
        try
        {
            if (encryption != Encryption.None)
            {
                var encrypted = await transport.TryEncryptAsync(Certificates.Options(host), cancellationToken);
                if (!encrypted && encryption == Encryption.Required)
                {
                    throw new AuthenticationException("the server does not offer TLS");
                }
            }

            var state = new SessionState();
            await new Login(transport, host, state).RunAsync(cancellationToken);
            return new WireSession(host, transport, state);
        }
        catch
        {
            await transport.DisposeAsync();
            throw;
        }
    }

    private static Encryption[] Encryptions(ConnectionTarget host, EndPoint endPoint) => host.SslMode switch
    {
        _ when endPoint is UnixDomainSocketEndPoint => [Encryption.None],
        SslMode.Disable => [Encryption.None],
        SslMode.Allow => [Encryption.None, Encryption.Required],
        SslMode.Prefer => [Encryption.Offered, Encryption.None],
        _ => [Encryption.Required],
    };

    private static async Task<IReadOnlyList<EndPoint>> EndPointsAsync(ConnectionTarget host, CancellationToken cancellationToken)
    {
        if (host.HostAddress is null && host.Host.StartsWith('/'))
        {
            try
            {
                return [new UnixDomainSocketEndPoint($"{host.Host}/.s.PGSQL.{host.Port}")];
            }
            catch (ArgumentOutOfRangeException tooLong)
            {
                throw new SandboxException(ExitCode.Usage, $"the socket folder {host.Host} is longer than the system allows for a socket; use a shorter path", tooLong);
            }
        }

        var addresses = await Dns.GetHostAddressesAsync(host.HostAddress ?? host.Host, cancellationToken);
        return [.. addresses.Select(address => new IPEndPoint(address, host.Port))];
    }

    private enum Encryption
    {
        None,
        Offered,
        Required,
    }
}
