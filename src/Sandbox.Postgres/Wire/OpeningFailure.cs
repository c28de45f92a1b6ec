using System.Net.Sockets;
using System.Security.Authentication;
using Sandbox.Postgres.Connections;

namespace Sandbox.Postgres.Wire;

/// <summary>Says in one line what kept a session from opening: the target, each reason once, what to do.</summary>
internal static class OpeningFailure
{
    public static SandboxException Describe(ConnectionTarget target, IReadOnlyList<Exception> failures)
    {
        var reasons = failures.Select(static failure => failure.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ')).Distinct(StringComparer.Ordinal);
        return new SandboxException(
            ExitCode.Unavailable,
            $"cannot connect to {target}: {string.Join("; then: ", reasons)}; {Advice(failures)}",
            failures.Count == 0 ? null : failures[^1] is RefusedException refused ? new ServerErrorException(refused.Error) : failures[^1]);
    }

    // What a server said tells more than that another one did not answer.
    private static string Advice(IReadOnlyList<Exception> failures) => (failures.OfType<RefusedException>().FirstOrDefault() ?? failures.FirstOrDefault()) switch
    {
        RefusedException { Error.SqlState: "28P01" } => "check the user and the password (PGPASSWORD, the password file or the target)",
        RefusedException { Error.SqlState: "28000" } => "check the user, sslmode and the server's pg_hba.conf",
        RefusedException { Error.SqlState: "3D000" } => "check the database's name",
        RefusedException { Error.SqlState: "53300" } => "wait until other sessions have ended",
        RefusedException { Error.SqlState: "57P03" } => "wait until the server has started",
        RefusedException => "check the target and the server's log",
        PasswordMissingException => "set PGPASSWORD, add a line to the password file or give one in the target",
        AuthenticationException => "check sslmode, sslrootcert and the server's certificate",
        SocketException or TimeoutException => "check the host and the port, and that the server runs and listens there",
        _ => "check that a PostgreSQL server answers there, and its log",
    };
}
