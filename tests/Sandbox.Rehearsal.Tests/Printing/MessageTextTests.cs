using System.Text;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Tests.Printing;

/// <summary>Errors and notices against what the real psql writes to its standard error.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MessageTextTests
{
    // One line each: psql's line numbers then count statements.
    private static readonly string[] Statements =
    [
        "select 1/0",
        "select nope",
        "select 'long line ' || repeat('x',10) || repeat('y',20) || repeat('z',30) || nope || repeat('tail',10)",
        "select 'a line that is much longer than sixty columns, with its error at the end', nope",
        "select nope, 'a line that is much longer than sixty columns, with its error at the beginning'",
        "select '日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語', nope, '日本語日本語日本語日本語日本語日本語日本語'",
        "select 'é', 'a\u0301\u0301', '🙂🙂', nope",
        "select\t1,\t\tnope",
        "select 1 +",
        "select 'x'::int",
        "selec",
        "create table t (i int primary key, j int not null check (j > 0))",
        "insert into t values (1, 1)",
        "insert into t values (1, 1)",
        "insert into t values (2, -1)",
        "insert into t values (2, null)",
        "drop table if exists missing",
        "do $$begin raise notice 'n'; raise warning 'w' using detail = 'd', hint = 'h'; raise info 'i'; raise exception 'e'; end$$",
        "do $$begin raise exception e'two\\nlines' using detail = e'detail\\nlines', hint = 'hint', schema = 's', table = 't', column = 'c', datatype = 'd', constraint = 'k'; end$$",
        "do $$begin execute 'select  nope from missing'; end$$",
        "do $$begin perform nope(1); end$$",
        "create function f() returns int language sql as 'select nope2'",
        "select upper(1, 2)",
        "select * from missing where 'a very long string constant, longer than the sixty columns that are shown' = 1",
    ];

    [Test]
    public async Task Messages_are_those_of_psql([Values] Verbosity verbosity, [Values] ShowContext showContext)
    {
        var psql = await Psql.FindAsync();
        var script = $"\\set VERBOSITY {verbosity.ToString().ToLowerInvariant()}\n\\set SHOW_CONTEXT {showContext.ToString().ToLowerInvariant()}\n"
            + string.Concat(Statements.Select(statement => statement + ";\n"));
        var (_, expected) = await psql.RunAsync(await TestServer.CreateDatabaseAsync("messages"), script, "-q");

        (await MessagesAsync(verbosity, showContext, psql.Major)).ShouldBeLineByLine(expected);
    }

    [TestCase("select\n 1,\r\n nope,\n 3", 14, "LINE 3:  nope,\n")]
    [TestCase("select\r1,\rnope", 11, "LINE 3: nope\n")]
    [TestCase("\n\n", 3, "LINE 3: \n")]
    public void A_line_ends_by_a_line_feed_a_carriage_return_or_both(string statement, int position, string line) =>
        MessageText.Of(Error(position), statement, Verbosity.Default, ShowContext.Errors).ShouldContain(line);

    [Test]
    public void A_position_outside_the_statement_has_no_line() =>
        MessageText.Of(Error(20), "select 1", Verbosity.Default, ShowContext.Errors).ShouldBe("ERROR:  e\n");

    [Test]
    public void A_position_without_a_statement_is_a_number() =>
        MessageText.Of(Error(20), sentText: null, Verbosity.Default, ShowContext.Errors).ShouldBe("ERROR:  e at character 20\n");

    [Test]
    public void A_script_without_a_name_has_no_prefix() => MessageText.Prefix(file: null, 3).ShouldBeEmpty();

    private static Postgres.ServerMessage Error(int position) =>
        new() { Severity = "ERROR", InvariantSeverity = "ERROR", SqlState = "42601", Text = "e", Position = position };

    private static async Task<string> MessagesAsync(Verbosity verbosity, ShowContext showContext, int major)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var database = await TestServer.CreateDatabaseAsync("messages");
        await using var session = await WireSession.OpenAsync(TestServer.Server.Target(database), cancellationToken);
        var messages = new StringBuilder();
        for (var i = 0; i < Statements.Length; i++)
        {
            var reply = await session.ExecuteAsync(Statements[i] + ";", [], cancellationToken);
            foreach (var message in reply.Notices.Concat(reply.Error is { } error ? [error] : []))
            {
                messages.Append(MessageText.Prefix("script.sql", i + 3)).Append(MessageText.Of(message, Statements[i] + ";", verbosity, showContext, major));
            }
        }

        return messages.ToString();
    }
}
