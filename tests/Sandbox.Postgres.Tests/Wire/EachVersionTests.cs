using System.Globalization;
using System.Text;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Tests.Servers;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

/// <summary>What servers of different versions could answer differently, asked of each.</summary>
/// <param name="major">The version.</param>
[TestFixture(13), TestFixture(14), TestFixture(15), TestFixture(16), TestFixture(17), TestFixture(18)]
[Parallelizable(ParallelScope.All)]
public sealed class EachVersionTests(int major)
{
    private OpenServer? _started;

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    private OpenServer Server => _started ?? throw new InvalidOperationException("the fixture's server has not started");

    [OneTimeSetUp]
    public async Task StartAsync() => _started = await OpenServer.StartAsync(await PackagedBinaries.FolderAsync(major));

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_started is not null)
        {
            await _started.DisposeAsync();
        }
    }

    [Test]
    public async Task The_parameters_that_it_reports_are_kept_and_followed()
    {
        await using var session = await Server.OpenAsync();

        session.Parameters["server_version"].ShouldStartWith($"{major}.");
        session.Parameters["client_encoding"].ShouldBe("UTF8");
        session.Parameters.ContainsKey("in_hot_standby").ShouldBe(major >= 14);
        session.Parameters.ContainsKey("search_path").ShouldBe(major >= 18);

        await session.QueryAsync("SET application_name = 'renamed'; SET standard_conforming_strings = off; SET client_encoding = 'LATIN1'", new RecordingSink(), Token);

        session.Parameters["application_name"].ShouldBe("renamed");
        session.Parameters["standard_conforming_strings"].ShouldBe("off");
        (await session.ScalarAsync("SELECT 'ä' || chr(246)", Token)).ShouldBe("äö");
    }

    [Test]
    public async Task A_function_is_called_by_its_oid()
    {
        await using var session = await Server.OpenAsync();
        var add = uint.Parse((await session.ScalarAsync("SELECT 'int4pl'::regproc::oid", Token))!, CultureInfo.InvariantCulture);
        var divide = uint.Parse((await session.ScalarAsync("SELECT 'int4div'::regproc::oid", Token))!, CultureInfo.InvariantCulture);
        var none = uint.Parse((await session.ScalarAsync("SELECT 'current_query'::regproc::oid", Token))!, CultureInfo.InvariantCulture);

        (await session.CallAsync(add, [new byte[] { 0, 0, 1, 0 }, new byte[] { 0, 0, 0, 2 }], Token)).ToArray().ShouldBe([0, 0, 1, 2]);
        (await session.CallAsync(none, [], Token)).Length.ShouldBe(0);
        var failure = (await Assert.ThrowsAsync<ServerErrorException>(() => session.CallAsync(divide, [new byte[] { 0, 0, 0, 1 }, new byte[4]], Token))).ShouldNotBeNull();
        failure.Error.SqlState.ShouldBe("22012");
        (await session.ScalarAsync("SELECT 3", Token)).ShouldBe("3");
    }

    [Test]
    public async Task Every_method_lets_in_with_the_right_password_only(
        [Values("clear_password", "md5_password", "scram_password")] string user, [Values(SslMode.Disable, SslMode.Require)] SslMode mode)
    {
        var target = Server.Tcp(user) with { Password = OpenServer.Password, SslMode = mode };

        await using var session = await WireSession.OpenAsync(target, Token);

        (await session.ScalarAsync("SELECT current_user", Token)).ShouldBe(user);
        session.IsEncrypted.ShouldBe(mode == SslMode.Require);
        (await RefusedAsync(target with { Password = "wrong" })).Message.ShouldContain("28P01");
    }

    [Test]
    public async Task Scram_is_bound_to_tls()
    {
        var target = Server.Tcp("scram_password") with
        {
            Password = OpenServer.Password, SslMode = SslMode.VerifyFull, SslRootCertificate = Server.RootCertificate, ChannelBinding = ChannelBinding.Require,
        };

        await using var session = await WireSession.OpenAsync(target, Token);

        (await session.ScalarAsync("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", Token)).ShouldBe("t");
        (await RefusedAsync(target with { SslMode = SslMode.Disable })).Message.ShouldContain("channel binding");
    }

    [Test]
    public async Task A_password_is_prepared_as_the_server_prepares_it()
    {
        await using var owner = await Server.OpenAsync();
        await owner.QueryAsync("SET password_encryption = 'scram-sha-256'", Token);
        await owner.QueryAsync("CREATE ROLE prepared LOGIN PASSWORD 'p\u00e4ss\u00adw\u00f6rd \ufb01\u2163'", Token);

        await using var session = await WireSession.OpenAsync(Server.Local with { User = "prepared", Password = "pa\u0308sswo\u0308rd\u00a0fiIV" }, Token);

        (await session.ScalarAsync("SELECT current_user", Token)).ShouldBe("prepared");
    }

    [Test]
    public async Task Md5_is_warned_of_from_18_on()
    {
        await using var session = await Server.OpenAsync();
        var sink = new RecordingSink();

        await session.QueryAsync("SET password_encryption = 'md5'; CREATE ROLE warned PASSWORD 'x'", sink, Token);

        sink.Notices.Select(static notice => notice.SqlState).ShouldBe(major >= 18 ? ["01P01"] : []);
    }

    [Test]
    public async Task Copies_go_in_and_out_in_both_protocols()
    {
        await using var session = await Server.OpenAsync();
        await session.QueryAsync("CREATE TEMP TABLE t (i int, x text)", Token);
        var sink = new RecordingSink { CopyIn = static () => new MemoryStream("1\ta\n2\t\\N\n"u8.ToArray()) };

        await session.QueryAsync("COPY t FROM STDIN; COPY t TO STDOUT", sink, Token);
        await session.ExecuteAsync("COPY t FROM STDIN", sink, Token);
        await session.ExecuteBatchAsync(["DELETE FROM t WHERE i = 2", "COPY t FROM STDIN"], sink, Token);

        sink.Events.ShouldBe(
        [
            "copy in", "complete COPY 2", "data 1\ta", "data 2\t\\N", "complete COPY 2", "copy in", "complete COPY 2", "complete DELETE 2", "copy in", "complete COPY 2",
        ]);
    }

    [Test]
    public async Task A_copy_that_fails_in_the_middle_leaves_the_session_in_step()
    {
        await using var session = await Server.OpenAsync();
        await session.QueryAsync("CREATE TEMP TABLE t (i int)", Token);
        var lines = Encoding.UTF8.GetBytes("1\nwrong\n" + string.Concat(Enumerable.Repeat("2\n", 1_000_000)));
        foreach (var isExecuted in new[] { false, true })
        {
            var sink = new RecordingSink { CopyIn = () => new MemoryStream(lines) };

            await (isExecuted ? session.ExecuteAsync("COPY t FROM STDIN", sink, Token) : session.QueryAsync("COPY t FROM STDIN", sink, Token));

            sink.Errors.ShouldHaveSingleItem().SqlState.ShouldBe("22P02");
            (await session.ScalarAsync("SELECT count(*) FROM t", Token)).ShouldBe("0");
        }
    }

    [Test]
    public async Task A_pipelined_batch_ends_at_its_first_error()
    {
        await using var session = await Server.OpenAsync();
        var sink = new RecordingSink();
        var statements = Enumerable.Range(0, 5_000).Select(static i => i == 4_000 ? "SELECT 1/0" : (BatchStatement)$"SELECT {i} AS i, repeat('x', 1000)").ToList();

        (await session.ExecuteBatchAsync(statements, sink, Token)).ShouldBe(4_000);

        sink.Events[^1].ShouldBe("error 22012");
        sink.Events.Count.ShouldBe((4_000 * 3) + 1);
        (await session.ScalarAsync("SELECT 1", Token)).ShouldBe("1");
    }

    [TestCase(SslMode.Disable, "3.0"), TestCase(SslMode.Require, "3.0"), TestCase(SslMode.Disable, "3.2"), TestCase(SslMode.Require, "3.2")]
    public async Task A_statement_is_cancelled_with_keys_of_each_length(SslMode mode, string protocol)
    {
        await using var session = await WireSession.OpenAsync(Server.Tcp("trusting") with { SslMode = mode, MaxProtocolVersion = Version.Parse(protocol) }, Token);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var sleeping = session.ExecuteAsync("SELECT pg_sleep(600)", [], interrupt.Token);
        await interrupt.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => sleeping);
        session.IsBroken.ShouldBeFalse();
        (await session.ScalarAsync("SELECT 1", Token)).ShouldBe("1");
    }

    [Test]
    public async Task A_killed_backend_says_why()
    {
        await using var session = await Server.OpenAsync();
        await using var killer = await Server.OpenAsync();

        await killer.QueryAsync("SELECT pg_terminate_backend($1::int)", Token, session.ProcessId.ToString(CultureInfo.InvariantCulture));

        var failure = (await Assert.ThrowsAsync<SandboxException>(() => session.ExecuteAsync("SELECT pg_sleep(600)", [], Token))).ShouldNotBeNull();
        failure.Message.ShouldContain("57P01");
    }

    [Test]
    public async Task Messages_have_all_their_fields()
    {
        await using var session = await Server.OpenAsync();
        var sink = new RecordingSink();

        await session.QueryAsync(
            """
            DO $$BEGIN RAISE WARNING USING MESSAGE = 'm', DETAIL = 'd', HINT = 'h', ERRCODE = '01234', COLUMN = 'c', CONSTRAINT = 'n',
                DATATYPE = 't', TABLE = 'b', SCHEMA = 's'; END$$
            """,
            sink,
            Token);
        await session.QueryAsync("SELECT 'ä', wrong", sink, Token);
        await session.QueryAsync("DO $$BEGIN EXECUTE 'SELECT missing'; END$$", sink, Token);

        var notice = sink.Notices.ShouldHaveSingleItem();
        notice.ShouldBe(new ServerMessage
        {
            Severity = "WARNING",
            InvariantSeverity = "WARNING",
            SqlState = "01234",
            Text = "m",
            Detail = "d",
            Hint = "h",
            Context = "PL/pgSQL function inline_code_block line 1 at RAISE",
            Schema = "s",
            Table = "b",
            Column = "c",
            DataType = "t",
            Constraint = "n",
            File = "pl_exec.c",
            Line = notice.Line,
            Routine = "exec_stmt_raise",
        });
        sink.Errors.Select(static error => (error.SqlState, error.Position, error.InternalPosition)).ShouldBe([("42703", 13, null), ("42703", null, 8)]);
    }

    [TestCase(TargetSessionAttributes.ReadWrite, true), TestCase(TargetSessionAttributes.Primary, true), TestCase(TargetSessionAttributes.PreferStandby, true)]
    [TestCase(TargetSessionAttributes.Standby, false), TestCase(TargetSessionAttributes.ReadOnly, false)]
    public async Task A_primary_is_what_its_attributes_say(TargetSessionAttributes attributes, bool matches)
    {
        var target = Server.Local with { SessionAttributes = attributes };
        if (!matches)
        {
            (await RefusedAsync(target)).Message.ShouldContain("target_session_attrs=");
            return;
        }

        await using var session = await WireSession.OpenAsync(target, Token);
        session.Status.ShouldBe(TransactionStatus.Idle);
    }

    private static async Task<SandboxException> RefusedAsync(ConnectionTarget target) =>
        (await Assert.ThrowsAsync<SandboxException>(() => WireSession.OpenAsync(target, Token))).ShouldNotBeNull();
}
