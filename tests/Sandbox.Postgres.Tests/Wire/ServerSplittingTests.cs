using FsCheck;
using FsCheck.Fluent;
using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Tests.Scripts;

namespace Sandbox.Postgres.Tests.Wire;

/// <summary>A text without meta-commands is split where the server's own parser splits it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ServerSplittingTests
{
    private const string SyntaxError = "42601";

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task Each_piece_is_one_statement_to_the_server([Values] bool standardConformingStrings)
    {
        await using var session = await OpenAsync(standardConformingStrings);
        Check(standardConformingStrings, async (statements, text) =>
        {
            var pieces = Split(text, standardConformingStrings);
            pieces.Count.ShouldBe(statements.Length, text);
            for (var i = 0; i < pieces.Count; i++)
            {
                pieces[i].ShouldEndWith(statements[i] + ";", Case.Sensitive, text);

                // A Parse message takes one statement only. Parsed outside of a transaction, an error leaves nothing behind.
                var error = await session.ParseAsync(pieces[i], Token);
                (error is null || error.SqlState is not SyntaxError).ShouldBeTrue($"{error?.Text}: {pieces[i]}");
            }
        });
    }

    [Test]
    public async Task The_server_makes_as_many_statements_of_the_whole([Values] bool standardConformingStrings)
    {
        await using var session = await OpenAsync(standardConformingStrings);
        Check(standardConformingStrings, async (_, text) =>
        {
            var sink = new RecordingSink();
            await session.QueryAsync("BEGIN", Token);
            await session.QueryAsync(text, sink, Token);
            await session.QueryAsync("ROLLBACK", Token);
            sink.Errors.ShouldBeEmpty(text);
            sink.Events.Count(static told => told.StartsWith("complete ", StringComparison.Ordinal)).ShouldBe(Split(text, standardConformingStrings).Count, text);
        });
    }

    [Test]
    public async Task A_piece_that_is_cut_in_the_wrong_place_is_seen()
    {
        await using var session = await OpenAsync(standardConformingStrings: true);
        (await session.ParseAsync("select 1; select 2;", Token))!.SqlState.ShouldBe(SyntaxError);
        (await session.ParseAsync("create function f() returns int begin atomic select 1;", Token))!.SqlState.ShouldBe(SyntaxError);
    }

    private static async Task<WireSession> OpenAsync(bool standardConformingStrings)
    {
        var session = await WireServer.OpenAsync();
        await session.QueryAsync(GeneratedStatements.Setup, Token);
        await session.QueryAsync($"SET standard_conforming_strings = {(standardConformingStrings ? "on" : "off")}", Token);
        await session.QueryAsync("SET escape_string_warning = off", Token);
        return session;
    }

    private static List<string> Split(string text, bool standardConformingStrings) =>
        Playback.Split(text, context: new ScriptedContext { StandardConformingStrings = standardConformingStrings });

    private static void Check(bool standardConformingStrings, Func<string[], string, Task> holds)
    {
        var texts = new GeneratedStatements(standardConformingStrings).Lists.SelectMany(static statements =>
            GeneratedStatements.Gap.ArrayOf(statements.Length).Select(gaps => (Statements: statements, Text: string.Concat(statements.Zip(gaps, static (statement, gap) => $"{gap}{statement};")))));
        Prop.ForAll(texts.ToArbitrary(), given => holds(given.Statements, given.Text)).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(12).WithReplay(new Replay(new Rnd(TestContext.CurrentContext.Random.NextULong()), size: null)));
    }
}
