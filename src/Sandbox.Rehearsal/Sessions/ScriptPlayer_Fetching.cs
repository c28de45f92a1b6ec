using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Rehearsal.Printing;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <content>FETCH_COUNT: a query's rows come and are printed in portions, by a cursor up to psql 16, in chunks of one result from 17 on.</content>
public sealed partial class ScriptPlayer
{
    private const int FirstDialectWithChunks = 17;
    private const string Declaration = "DECLARE _psql_cursor NO SCROLL CURSOR FOR\n";

    private PrintPart _part = PrintPart.Whole;

    /// <summary>How many rows the next message's results are taken by; null for what FETCH_COUNT says. A command that needs all rows at once asks for 0.</summary>
    private int? _portionOnce;

    /// <summary>How many rows of the message that is being sent make a portion; 0 where its results are printed whole.</summary>
    private int _portion;

    private bool HasChunks => _options.Dialect.MajorVersion >= FirstDialectWithChunks;

    private int TakePortion()
    {
        var portion = _portionOnce ?? _variables.Number("FETCH_COUNT");
        _portionOnce = null;
        return portion > 0 && (!HasChunks || _variables.IsOn("SHOW_ALL_RESULTS")) ? portion : 0;
    }

    /// <summary>psql's own look at a text: SELECT or VALUES behind white space, comments and parentheses (common.c, is_select_command).</summary>
    private static bool BeginsWithSelect(string text)
    {
        var cursor = new TokenCursor(text);
        while (!cursor.AtEnd && cursor.Text is "(")
        {
            cursor.Advance();
        }

        return !cursor.AtEnd && (cursor.Text.Equals("SELECT", StringComparison.OrdinalIgnoreCase) || cursor.Text.Equals("VALUES", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Plays a query as psql up to 16 does under FETCH_COUNT (common.c, ExecQueryUsingCursor): each portion is handled as it comes.</summary>
    /// <returns>What the query would have answered by itself, and whether all of it went well.</returns>
    private async Task<(PlayedReply Reply, bool Succeeded)> PlayByCursorAsync(
        Statement statement, ScriptReader? reader, Func<Reply, bool, CancellationToken, Task<bool>> handle, CancellationToken cancellationToken)
    {
        var begins = !_transactions.InBlock;
        if (begins && await ByCursorAsync("BEGIN") is { Error: not null } refused)
        {
            return (refused, false);
        }

        var declared = await ByCursorAsync(Declaration + statement.Text);

        // A text of several statements declares a cursor and answers with rows, which psql throws away without a word.
        var succeeded = declared is { Error: null, Results: [.., { IsTable: false }] };
        var answer = declared.Error is { } error ? new Reply { Error = error with { Position = error.Position - Declaration.Length } } : new Reply();
        if (succeeded)
        {
            (answer, succeeded) = await FetchAsync();
        }
        else if (declared.Error is null)
        {
            KeepSilentFailure();
        }

        var closed = await ByCursorAsync("CLOSE _psql_cursor", isReported: succeeded);
        succeeded &= closed.Error is null;
        if (begins)
        {
            succeeded &= (await ByCursorAsync(succeeded ? "COMMIT" : "ROLLBACK")).Error is null;
        }

        return (new PlayedReply([answer]), succeeded);

        async Task<(Reply Answer, bool Succeeded)> FetchAsync()
        {
            var kept = new List<IReadOnlyList<string?>>();
            for (var rows = 0L; ;)
            {
                var fetched = await ByCursorAsync(string.Create(CultureInfo.InvariantCulture, $"FETCH FORWARD {_portion} FROM _psql_cursor"));
                var portion = fetched.Results[^1];
                kept.AddRange(portion.Rows.Take(ReplyCollector.KeptRows - kept.Count));
                if (portion.Error is not null)
                {
                    return (portion, false);
                }

                _part = new PrintPart(rows == 0, portion.Rows.Count < _portion, rows);
                rows += portion.Rows.Count;
                var handled = await handle(portion with { Tag = null }, true, cancellationToken);
                var isLast = _part.Ends;
                _part = PrintPart.Whole;
                if (!handled || isLast)
                {
                    return (portion with { Rows = kept, Tag = string.Create(CultureInfo.InvariantCulture, $"SELECT {rows}") }, handled);
                }
            }
        }

        async Task<PlayedReply> ByCursorAsync(string text, bool isReported = true)
        {
            var sent = statement.WithText(text);
            var reply = await _transactions.PlayAsync(
                sent, MessageParts.Of(text, StatementClassifier.Classify(text), _context.StandardConformingStrings), Transmission.Plain, copyData: null, cancellationToken);
            foreach (var result in reply.Results.Where(_ => isReported))
            {
                await WriteNoticesAsync(result, sent, reader);
                if (result.Error is { } error)
                {
                    await ReportAsync(error, sent, reader);
                }
            }

            return reply;
        }
    }

    private void KeepSilentFailure()
    {
        _variables.Keep("ROW_COUNT", "0");
        _variables.Keep("ERROR", "true");
        _variables.Keep("SQLSTATE", string.Empty);
        _variables.Keep("LAST_ERROR_MESSAGE", string.Empty);
        _variables.Keep("LAST_ERROR_SQLSTATE", string.Empty);
    }

    /// <summary>Prints a result as psql from 17 on prints its chunks: the footer comes with an empty one. Before an error only the full chunks are printed.</summary>
    private void PrintChunks(Reply reply, TextWriter output)
    {
        var whole = PrintTables.Of(reply.Columns, reply.Rows);
        var chunks = reply.Rows.Chunk(_portion).Where(chunk => reply.Error is null || chunk.Length == _portion).ToList();
        var printed = 0L;
        foreach (var chunk in chunks)
        {
            Print(whole with { Rows = chunk }, output, new PrintPart(printed == 0, Ends: false, printed));
            printed += chunk.Length;
        }

        if (reply.Error is null)
        {
            Print(whole with { Rows = [] }, output, new PrintPart(printed == 0, Ends: true, printed));
        }
    }
}
