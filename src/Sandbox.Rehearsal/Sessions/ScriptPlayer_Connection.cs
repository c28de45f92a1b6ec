using System.Globalization;
using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Sessions;

/// <content>\conninfo: one sentence up to psql 17, a table from 18 on.</content>
public sealed partial class ScriptPlayer
{
    private async Task DescribeConnectionAsync()
    {
        var session = _transactions.Session;
        var target = session.Target;
        var isSocket = target.Host.StartsWith('/');
        var port = target.Port.ToString(CultureInfo.InvariantCulture);
        if (_options.Dialect.MajorVersion < 18)
        {
            var address = target.HostAddress is { } named && !string.Equals(named, target.Host, StringComparison.Ordinal) ? $" (address \"{named}\")" : string.Empty;
            var place = isSocket ? $"via socket in \"{target.Host}\"" : $"on host \"{target.Host}\"{address}";
            await _output.Out.WriteAsync($"You are connected to database \"{target.Database}\" as user \"{target.User}\" {place} at port \"{port}\".\n");
            return;
        }

        List<IReadOnlyList<string?>> rows =
        [
            ["Database", target.Database],
            ["Client User", target.User],
            [isSocket ? "Socket Directory" : "Host", target.Host],
        ];
        if (!isSocket && target.HostAddress is { } numeric && !string.Equals(numeric, target.Host, StringComparison.Ordinal))
        {
            rows.Add(["Host Address", numeric]);
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
