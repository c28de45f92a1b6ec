using System.Xml.Linq;
using Npgsql;
using Sandbox.Postgres;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;

namespace Sandbox.NUnit.Tests;

/// <summary>What a test that promises to change nothing hears, read from NUnit's own result of a run in another process.</summary>
[Parallelizable]
public sealed class StateUnchangedTests
{
    private XElement _run = null!;

    [OneTimeSetUp]
    public async Task RunTheTests()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var server = await ThrowawayServer.StartAsync(new ThrowawayOptions(), cancellationToken);
        var target = server.Target("postgres");
        await using (var session = await WireSession.OpenAsync(target, cancellationToken))
        {
            foreach (var statement in (string[])
                ["CREATE TABLE items (id int PRIMARY KEY, name text)", "INSERT INTO items VALUES (1, 'one'), (2, 'two')", "CREATE TABLE log (line text)", "CREATE SEQUENCE counter"])
            {
                await session.QueryAsync(statement, cancellationToken);
            }
        }

        using var project = new SampleProject();
        var database = new NpgsqlConnectionStringBuilder { Host = target.Host, Port = target.Port, Username = target.User, Database = target.Database, Pooling = false };
        _run = await project.RunAsync("run", ["KeepingState"], cancellationToken, database: database.ConnectionString);
    }

    [TestCase("Rolls_back")]
    [TestCase("Moves_a_sequence")]
    public void A_test_that_changes_nothing_passes(string name)
    {
        var test = _run.Case(name);
        test.Outcome().ShouldBe("Passed", test.Message());
    }

    [Test]
    public void A_test_that_changes_a_row_fails_and_shows_it()
    {
        var lines = Lines(_run.Case("Changes_a_row"));
        lines[0].ShouldStartWith("CHANGED  postgres:");
        lines[1].ShouldBe("  row public.items (id=2) name: two -> changed");
        lines.Length.ShouldBe(2);
    }

    [Test]
    public void A_sequence_counts_where_it_shall() => Lines(_run.Case("Moves_a_sequence_and_must_not"))[1].ShouldStartWith("  sequence public.counter: ");

    [Test]
    public void A_failure_of_the_tests_own_comes_first_and_what_it_left_is_in_its_output()
    {
        var test = _run.Case("Fails_by_itself");
        test.Message().ShouldBe("its own failure");
        test.Output().ShouldContain("  table public.left_behind: added");
    }

    [Test]
    public void A_source_that_names_nothing_fails_before_the_test_runs() =>
        Lines(_run.Case("Names_nothing"))[0].ShouldBe(
            "[StateUnchanged(\"NO_SUCH_MEMBER\")]: KeepingState has no member NO_SUCH_MEMBER that names a database, and there is no environment variable NO_SUCH_MEMBER; give one of them a URI or a connection string");

    private static string[] Lines(XElement test)
    {
        test.Outcome().ShouldBe("Failed");
        return test.Message().ReplaceLineEndings("\n").Split('\n');
    }
}
