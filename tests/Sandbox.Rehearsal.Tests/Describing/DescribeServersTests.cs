using System.Diagnostics;
using System.Globalization;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Describing;
using Sandbox.Rehearsal.Printing;
using Sandbox.Rehearsal.Tests.Printing;

namespace Sandbox.Rehearsal.Tests.Describing;

/// <summary>On each version of the server the commands print what the real psql prints there, as far as that psql knows the server.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class DescribeServersTests
{
    private const string Mark = "<<<next>>>";

    private static IEnumerable<int> Majors() => CasesToPlay.Of([18, 13, 14, 16, 17]);

    [TestCaseSource(nameof(Majors))]
    public async Task Prints_as_psql_does_on(int major)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var psql = await Psql.FindAsync();
        await using var server = await ThrowawayServer.StartAsync(
            new ThrowawayOptions { Choice = ServerChoice.Parse(string.Create(CultureInfo.InvariantCulture, $"packaged:{major}")) }, cancellationToken);
        var target = server.Target("postgres");

        // What the server does not know of the fixture is left out.
        await RunPsqlAsync(psql, target, DescribeFixture.Sql.Replace("\\set ON_ERROR_STOP on", "", StringComparison.Ordinal));
        var commands = DescribeCommands.Lines.ToArray();
        var expected = await RunPsqlAsync(psql, target, string.Join('\n', commands.Select(command => $"\\{command}\n\\echo {Mark}")));
        var outputs = expected.Out.Split($"{Mark}\n");
        await using var session = await WireSession.OpenAsync(target, cancellationToken);
        var differing = new List<string>();
        for (var i = 0; i < commands.Length; i++)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"psql:<stdin>:{(2 * i) + 1}: ERROR:");
            if (!expected.Error.Contains(line, StringComparison.Ordinal))
            {
                var actual = await DescribeCommandLine.RunAsync(session, commands[i], new PrintSettings(psql.Major), new DescribeSettings(psql.Major));
                differing.AddRange(string.Equals(actual.Out, outputs[i], StringComparison.Ordinal) ? [] : [$"{commands[i]}\n{outputs[i]}\n{actual.Out}"]);
            }

            var own = DescribeCommandLine.Split(commands[i]);
            if (DescribeCommand.IsSupported(own.Name, major))
            {
                var result = await DescribeCommand.RunAsync(session, own.Name, own.Arguments, major, cancellationToken);
                differing.AddRange(result.Items.OfType<DescribedServerError>().Where(item => item.Error.SqlState is not "2201B").Select(item => $"{commands[i]}: {item.Error.Text}"));
            }
        }

        differing.ShouldBeEmpty();
    }

    private static async Task<(string Out, string Error)> RunPsqlAsync(Psql psql, Sandbox.Postgres.Connections.ConnectionTarget target, string script)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var start = new ProcessStartInfo(psql.Path, ["-X", "-f", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = target.Host,
                ["PGPORT"] = target.Port.ToString(CultureInfo.InvariantCulture),
                ["PGDATABASE"] = target.Database,
                ["PGUSER"] = target.User,
                ["PGPASSWORD"] = target.Password,
                ["PGCLIENTENCODING"] = "UTF8",
                ["LC_ALL"] = "C",
            },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("psql did not start");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(script.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        return (await output, await error);
    }
}
