using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Printing;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Sessions;

/// <content>What is about the connection: \connect, and \conninfo (one sentence up to psql 17, a table from 18 on).</content>
public sealed partial class ScriptPlayer
{
    private bool _isDisconnected;

    private async Task<bool> ConnectAsync(MetaCommand command, CancellationToken cancellationToken)
    {
        var (asked, problem) = ConnectCommand.Parse(command);
        if (asked is null)
        {
            return Failed(command, problem!);
        }

        var before = _transactions.Session.Target;
        var target = before;
        try
        {
            var environment = new Dictionary<string, string?>(LibpqEnvironment.OfThisProcess(), StringComparer.Ordinal);
            foreach (var (name, value) in _environment)
            {
                environment[name] = value;
            }

            target = asked.From(before, environment);
            await _transactions.ConnectAsync(target, cancellationToken);
        }
        catch (SandboxException refusal) when (refusal.ExitCode == ExitCode.Refused && refusal is not GuardException)
        {
            throw new ScriptException(refusal.ExitCode, command.Path, command.Start, refusal.Message);
        }
        catch (SandboxException failure) when (failure.ExitCode is ExitCode.Unavailable or ExitCode.Usage)
        {
            return await DisconnectAsync(command, $"\\connect: {Words(target, failure)}");
        }

        KeepConnectionVariables();
        var session = _transactions.Session;
        var moved = session.Target.Port != before.Port || !string.Equals(session.Target.Host, before.Host, StringComparison.Ordinal);
        await SayUnlessQuietAsync($"You are now connected to database \"{session.Target.Database}\" as user \"{session.Target.User}\"{(moved ? Place(session.Target) : string.Empty)}.");
        return true;
    }

    /// <summary>A script whose <c>\connect</c> failed has no connection at all, so that it cannot go on in the wrong place.</summary>
    private async Task<bool> DisconnectAsync(MetaCommand command, string problem)
    {
        await _transactions.Session.DisposeAsync();
        _isDisconnected = true;
        foreach (var variable in (string[])["DBNAME", "USER", "HOST", "PORT", "ENCODING", "SERVER_VERSION_NAME", "SERVER_VERSION_NUM"])
        {
            _variables.Unset(variable);
        }

        return Failed(command, problem);
    }

    /// <summary>What libpq says of a connection that failed; of one that the server did not answer, what we say.</summary>
    private string Words(ConnectionTarget target, SandboxException failure)
    {
        if (failure.InnerException is not ServerErrorException { Error: var error })
        {
            return failure.Message;
        }

        var place = target.Host.StartsWith('/') ? FormattableString.Invariant($"on socket \"{target.Host}/.s.PGSQL.{target.Port}\"")
            : FormattableString.Invariant($"at \"{target.Host}\"{(IsElsewhere(target) ? $" ({target.HostAddress})" : string.Empty)}, port {target.Port}");
        return $"{(_options.Dialect.MajorVersion < 14 ? string.Empty : $"connection to server {place} failed: ")}{MessageText.Of(error, sentText: null, Verbosity.Default, ShowContext.Errors).TrimEnd('\n')}";
    }

    private static string Place(ConnectionTarget target) =>
        FormattableString.Invariant($" {(target.Host.StartsWith('/') ? $"via socket in \"{target.Host}\"" : $"on host \"{target.Host}\"{(IsElsewhere(target) ? $" (address \"{target.HostAddress}\")" : string.Empty)}")} at port \"{target.Port}\"");

    private static bool IsElsewhere(ConnectionTarget target) => target.HostAddress is { } address && !string.Equals(address, target.Host, StringComparison.Ordinal);

    private async Task DescribeConnectionAsync()
    {
        var session = _transactions.Session;
        var target = session.Target;
        var isSocket = target.Host.StartsWith('/');
        var port = target.Port.ToString(CultureInfo.InvariantCulture);
        if (_options.Dialect.MajorVersion < 18)
        {
            await _output.Out.WriteAsync($"You are connected to database \"{target.Database}\" as user \"{target.User}\"{Place(target)}.\n");
            return;
        }

        List<IReadOnlyList<string?>> rows =
        [
            ["Database", target.Database],
            ["Client User", target.User],
            [isSocket ? "Socket Directory" : "Host", target.Host],
        ];
        if (!isSocket && IsElsewhere(target))
        {
            rows.Add(["Host Address", target.HostAddress]);
        }

        rows.AddRange(
        [
            ["Server Port", port],
            ["Options", string.Empty],
            ["Protocol Version", "3.0"],
            ["Password Used", target.Password is null ? "false" : "true"],
            ["GSSAPI Authenticated", "false"],
            ["Backend PID", session.ProcessId.ToString(CultureInfo.InvariantCulture)],
            ["SSL Connection", session.IsEncrypted ? "true" : "false"],
            ["Superuser", session.Parameters.GetValueOrDefault("is_superuser") ?? "unknown"],
            ["Hot Standby", session.Parameters.GetValueOrDefault("in_hot_standby") ?? "unknown"],
        ]);
        Print(
            new PrintTable
            {
                Title = "Connection Information",
                Columns = [new PrintColumn("Parameter", IsRightAligned: false), new PrintColumn("Value", IsRightAligned: false)],
                Rows = rows,
            },
            _queryOutput);
    }
}
