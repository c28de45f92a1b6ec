using System.Globalization;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

[Parallelizable(ParallelScope.All)]
public sealed class ClientEncodingTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [TestCase("LATIN1", "ä")]
    [TestCase("LATIN9", "€")]
    [TestCase("WIN1251", "Ж")]
    [TestCase("KOI8R", "Ж")]
    [TestCase("EUC_JP", "表")]
    [TestCase("SJIS", "表")]
    [TestCase("GBK", "中")]
    [TestCase("BIG5", "中")]
    [TestCase("UHC", "한")]
    [TestCase("GB18030", "中")]
    [TestCase("UTF8", "😀")]
    public async Task Text_follows_the_encoding_that_the_session_sets(string encoding, string text)
    {
        await using var session = await WireServer.OpenAsync();
        await session.QueryAsync($"SET client_encoding = '{encoding}'", Token);

        var reply = await session.QueryAsync($"SELECT ascii('{text}'), '{text}', $1::text", Token, text);

        reply.Rows[0].ShouldBe([char.ConvertToUtf32(text, 0).ToString(CultureInfo.InvariantCulture), text, text]);
        var error = (await session.ExecuteAsync($"SELECT \"{text}\"", [], Token)).Error.ShouldNotBeNull();
        error.Text.ShouldContain(text);
    }

    [Test]
    public async Task A_character_that_the_encoding_lacks_is_never_replaced()
    {
        await using var session = await WireServer.OpenAsync();
        await session.QueryAsync("SET client_encoding = 'LATIN1'", Token);

        var failure = (await Assert.ThrowsAsync<SandboxException>(() => session.ExecuteAsync("SELECT '€'", [], Token))).ShouldNotBeNull();

        failure.ExitCode.ShouldBe(ExitCode.Usage);
        failure.Message.ShouldContain("character 9");
        (await session.ScalarAsync("SELECT 1", Token)).ShouldBe("1");
    }

    [Test]
    public async Task An_encoding_that_cannot_be_read_breaks_the_session()
    {
        await using var session = await WireServer.OpenAsync();

        var failure = (await Assert.ThrowsAsync<SandboxException>(() => session.QueryAsync("SET client_encoding = 'EUC_TW'", Token))).ShouldNotBeNull();

        failure.Message.ShouldContain("EUC_TW is not supported");
        session.IsBroken.ShouldBeTrue();
    }

    [Test]
    public async Task What_changes_the_encoding_ends_a_batch_in_step()
    {
        await using var session = await WireServer.OpenAsync();
        var sink = new RecordingSink();
        BatchStatement[] statements = ["SET client_encoding = 'LATIN1'", .. Enumerable.Repeat<BatchStatement>($"SELECT '€' -- {new string('x', 1000)}", 1000)];

        await session.ExecuteBatchAsync(statements, sink, Token);

        (await session.ScalarAsync("SELECT 'ä'", Token)).ShouldBe("ä");
    }
}
