using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Describing;
using Sandbox.Rehearsal.Printing;
using Sandbox.Rehearsal.Tests.Printing;

namespace Sandbox.Rehearsal.Tests.Describing;

/// <summary>Each command prints, byte for byte, what the real psql prints of the same database.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class DescribeCommandTests
{
    private const string Mark = "<<<next>>>\n";

    private Psql _psql = null!;
    private string _database = null!;
    private Dictionary<string, (string Out, string Error)> _expected = null!;

    private static IEnumerable<string> Commands() => CasesToPlay.Of(DescribeCommands.Lines.Except(CommandsOfSizes()));

    /// <summary>Those that tell how large all databases together are.</summary>
    private static IEnumerable<string> CommandsOfSizes() => DescribeCommands.Lines.Where(static line => line.StartsWith("db+", StringComparison.Ordinal));

    [OneTimeSetUp]
    public async Task Build_the_database()
    {
        _psql = await Psql.FindAsync();
        _database = await TestServer.CreateDatabaseAsync("describe");
        var (_, error) = await _psql.RunAsync(_database, DescribeFixture.Sql, "-q");
        error.ShouldBeEmpty();
        _expected = await AskPsqlAsync();
    }

    [OneTimeTearDown]
    public async Task Drop_what_belongs_to_the_cluster()
    {
        if (_database is not null)
        {
            await TestServer.RunAsync(_database, "drop subscription if exists sub", "drop owned by describe_a, describe_b, describe_c, describe_d cascade", "drop role describe_a, describe_b, describe_c, describe_d");
        }
    }

    [TestCaseSource(nameof(Commands))]
    public async Task Prints_as_psql_does(string command)
    {
        var expected = _expected[command];

        var actual = await RunAsync(command, new PrintSettings(_psql.Major), new DescribeSettings(_psql.Major));

        actual.Out.ShouldBe(expected.Out);
        actual.Error.ShouldBe(expected.Error);
    }

    [TestCaseSource(nameof(CommandsOfSizes))]
    public async Task Prints_sizes_as_psql_does(string command)
    {
        // Other tests make databases on the same server meanwhile.
        var expected = await _psql.RunAsync(_database, $"\\{command}\n");
        (string Out, string Error) before, actual;
        do
        {
            before = expected;
            actual = await RunAsync(command, new PrintSettings(_psql.Major), new DescribeSettings(_psql.Major));
            expected = await _psql.RunAsync(_database, $"\\{command}\n");
        }
        while (before != expected);

        actual.ShouldBe(expected);
    }

    [TestCase("d cat")]
    [TestCase("d counter")]
    [TestCase("dt *.cat")]
    [TestCase("du describe_*")]
    [TestCase("dRp+ part")]
    [TestCase("dFp+ default")]
    [TestCase("df+ g int")]
    public async Task Follows_the_expanded_setting_as_psql_does(string command)
    {
        var expected = await _psql.RunAsync(_database, $"\\x on\n\\{command}\n", "-q");

        var actual = await RunAsync(command, new PrintSettings(_psql.Major) { Expanded = ExpandedMode.On }, new DescribeSettings(_psql.Major));

        actual.Out.ShouldBe(expected.Out);
    }

    [TestCase("dt nothing")]
    [TestCase("d nothing")]
    [TestCase("dRp+ nowhere")]
    [TestCase("drds nobody")]
    [TestCase("dx+ nowhere")]
    public async Task Is_as_quiet_as_psql_is(string command)
    {
        var expected = await _psql.RunAsync(_database, $"\\{command}\n", "-q");

        var actual = await RunAsync(command, new PrintSettings(_psql.Major), new DescribeSettings(_psql.Major) { IsQuiet = true });

        actual.Out.ShouldBe(expected.Out);
        actual.Error.ShouldBe(expected.Error);
    }

    [TestCase("d+ cat")]
    [TestCase("d+ m")]
    [TestCase("dt+ kitten")]
    public async Task Hides_what_psql_is_told_to_hide(string command)
    {
        var expected = await _psql.RunAsync(_database, $"\\set HIDE_TABLEAM on\n\\set HIDE_TOAST_COMPRESSION on\n\\{command}\n");

        var settings = new DescribeSettings(_psql.Major) { HidesAccessMethods = true, HidesCompression = true };
        var actual = await RunAsync(command, new PrintSettings(_psql.Major), settings);

        actual.Out.ShouldBe(expected.Out);
    }

    [Test]
    public async Task The_server_answers_the_queries_of_every_version([Range(13, 18)] int dialect)
    {
        await using var session = await OpenAsync();
        foreach (var command in DescribeCommands.Lines)
        {
            var (name, arguments) = DescribeCommandLine.Split(command);
            if (!DescribeCommand.IsSupported(name, dialect))
            {
                continue;
            }

            var result = await DescribeCommand.RunAsync(session, name, arguments, dialect, TestContext.CurrentContext.CancellationToken);

            // The one command that asks for it gets an invalid regular expression.
            result.Items.OfType<DescribedServerError>().Where(item => item.Error.SqlState is not "2201B").ShouldBeEmpty(command);
        }
    }

    [TestCase("dQ")]
    [TestCase("dfq")]
    [TestCase("dFx")]
    [TestCase("d!")]
    [TestCase("x")]
    [TestCase("lo_import")]
    [TestCase("dre")]
    public async Task Does_not_support_what_psql_does_not_know(string name)
    {
        DescribeCommand.IsSupported(name, 15).ShouldBeFalse();
        await using var session = await OpenAsync();
        var run = DescribeCommand.RunAsync(session, name, [], 15, TestContext.CurrentContext.CancellationToken);
        (await Should.ThrowAsync<SandboxException>(run)).ExitCode.ShouldBe(ExitCode.Refused);
    }

    /// <summary>What psql prints of each command, by one run over all of them.</summary>
    private async Task<Dictionary<string, (string Out, string Error)>> AskPsqlAsync()
    {
        const int LinesOfCommand = 3;
        var commands = Commands().ToArray();
        var (output, error) = await _psql.RunAsync(_database, string.Concat(commands.Select(static command => $"\\{command}\n\\echo {Mark}\\warn {Mark}")));
        var outputs = output.Split(Mark);
        var errors = error.Split(Mark);
        outputs.Length.ShouldBe(commands.Length + 1);
        errors.Length.ShouldBe(commands.Length + 1);
        return commands.Select((command, place) => (command, Printed: (outputs[place], errors[place].Replace($"psql:script.sql:{(LinesOfCommand * place) + 1}:", "psql:script.sql:1:", StringComparison.Ordinal))))
            .ToDictionary(static answer => answer.command, static answer => answer.Printed, StringComparer.Ordinal);
    }

    private async Task<(string Out, string Error)> RunAsync(string command, PrintSettings settings, DescribeSettings describe)
    {
        await using var session = await OpenAsync();
        return await DescribeCommandLine.RunAsync(session, command, settings, describe);
    }

    private async Task<WireSession> OpenAsync() => await WireSession.OpenAsync(TestServer.Server.Target(_database), TestContext.CurrentContext.CancellationToken);
}
