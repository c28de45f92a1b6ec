using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

[Parallelizable(ParallelScope.All)]
public sealed class SealTests
{
    [TestCase("COMMIT")]
    [TestCase("COMMIT AND CHAIN")]
    [TestCase("END")]
    public async Task The_server_itself_refuses_a_commit(string commit)
    {
        var (session, _) = await SealedAsync();
        await using (session)
        {
            var reply = await session.ExecuteAsync(commit, [], TestContext.CurrentContext.CancellationToken);

            reply.Error!.Text.ShouldContain("unsupported ON COMMIT and foreign key combination");
        }
    }

    [TestCase("DROP TABLE pg_temp.{0}")]
    [TestCase("DROP TABLE pg_temp.{0} CASCADE")]
    [TestCase("TRUNCATE pg_temp.{0} CASCADE")]
    [TestCase("ALTER TABLE pg_temp.{0} ADD COLUMN x int")]
    [TestCase("DISCARD TEMP")]
    public async Task Its_tables_cannot_be_taken_away(string statement)
    {
        var (session, seal) = await SealedAsync();
        await using (session)
        {
            foreach (var table in seal.Tables)
            {
                await session.QueryAsync("SAVEPOINT s", TestContext.CurrentContext.CancellationToken);
                var reply = await session.ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, statement, table), [], TestContext.CurrentContext.CancellationToken);
                reply.Error.ShouldNotBeNull();
                await session.QueryAsync("ROLLBACK TO s", TestContext.CurrentContext.CancellationToken);
            }
        }
    }

    [Test]
    public async Task It_notices_that_it_was_opened_once_unpinned()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var (session, seal) = await SealedAsync();
        await using (session)
        {
            (await seal.HoldsAsync(session, cancellationToken)).ShouldBeTrue();
            await session.QueryAsync("SET CONSTRAINTS ALL IMMEDIATE", cancellationToken);
            (await seal.HoldsAsync(session, cancellationToken)).ShouldBeTrue();
            await session.QueryAsync($"DROP TABLE {seal.Tables[1]}", cancellationToken);
            (await seal.HoldsAsync(session, cancellationToken)).ShouldBeFalse();
        }
    }

    [Test]
    public async Task It_can_be_pinned_again()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var (session, seal) = await SealedAsync();
        await using (session)
        {
            await session.QueryAsync("SET CONSTRAINTS ALL IMMEDIATE", cancellationToken);
            await seal.PinAsync(session, cancellationToken);

            var reply = await session.ExecuteAsync($"DROP TABLE {seal.Tables[1]}", [], cancellationToken);

            reply.Error!.Text.ShouldContain("pending trigger events");
        }
    }

    [Test]
    public async Task A_read_only_transaction_is_refused_by_name()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var session = await WireSession.OpenAsync(TestServer.Server.Target("postgres"), cancellationToken);
        await session.QueryAsync("BEGIN READ ONLY", cancellationToken);

        var error = await Should.ThrowAsync<SandboxException>(() => new Seal().CreateAsync(session, cancellationToken));

        error.ExitCode.ShouldBe(ExitCode.Refused);
        error.Message.ShouldContain("cannot be sealed");
    }

    private static async Task<(WireSession Session, Seal Seal)> SealedAsync()
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var session = await WireSession.OpenAsync(TestServer.Server.Target("postgres"), cancellationToken);
        await session.QueryAsync("BEGIN", cancellationToken);
        var seal = new Seal();
        await seal.CreateAsync(session, cancellationToken);
        return (session, seal);
    }
}
