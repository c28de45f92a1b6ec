using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Tests.Differential.Comparing;

namespace Sandbox.Rehearsal.Tests.Differential;

[Parallelizable(ParallelScope.All)]
[Platform(Exclude = "Win", Reason = "the tap is a Unix socket")]
internal sealed class StatementTapTests
{
    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task What_a_client_sends_is_kept_and_answered()
    {
        await using var tap = StatementTap.Before(TestServer.Server.Target("postgres"));
        await using (var session = await WireSession.OpenAsync(tap.Target, Cancellation))
        {
            (await session.ScalarAsync("SELECT 1 + 1", Cancellation)).ShouldBe("2");
            (await session.ParseAsync("SELECT 'parsed'", Cancellation)).ShouldBeNull();
            (await session.ExecuteAsync("SELECT nope", [], Cancellation)).Error!.SqlState.ShouldBe("42703");
        }

        await tap.CompleteAsync(Cancellation);

        tap.Statements.ShouldBe(
        [
            new TappedStatement(IsQuery: false, "", "SELECT 1 + 1", IsUsed: true),
            new TappedStatement(IsQuery: false, "", "SELECT 'parsed'", IsUsed: false),
            new TappedStatement(IsQuery: false, "", "SELECT nope", IsUsed: true),
        ]);
    }

    [Test]
    public async Task A_large_statement_and_a_large_answer_go_through()
    {
        var text = $"SELECT '{new string('a', 3_000_000)}'";
        await using var tap = StatementTap.Before(TestServer.Server.Target("postgres"));
        await using (var session = await WireSession.OpenAsync(tap.Target, Cancellation))
        {
            (await session.ScalarAsync(text, Cancellation))!.Length.ShouldBe(3_000_000);
        }

        await tap.CompleteAsync(Cancellation);

        tap.Statements.ShouldHaveSingleItem().Text.ShouldBe(text);
    }

    [Test]
    public async Task The_socket_goes_with_the_tap()
    {
        string folder;
        await using (var tap = StatementTap.Before(TestServer.Server.Target("postgres")))
        {
            folder = tap.Target.Host;
            File.Exists(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{StatementTap.Port}"))).ShouldBeTrue();
        }

        Directory.Exists(folder).ShouldBeFalse();
    }
}
