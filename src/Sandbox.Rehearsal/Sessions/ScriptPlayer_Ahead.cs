using System.Buffers;
using Sandbox.Postgres;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <content>
/// Sends small statements ahead of their replies. What follows from a reply is done in the script's order all the same, and the reader pauses where the text
/// itself depends on one (<see cref="ScriptReader.Waits"/>), so that nobody can tell but by the time that it takes.
/// </content>
public sealed partial class ScriptPlayer
{
    /// <summary>Of the first ones fewer wait for each other, so that the server has something to do soon.</summary>
    private const int FirstAhead = 64, MostAhead = 1024;

    /// <summary>In characters, each and together: longer ones gain nothing, and all that are ahead are kept in memory.</summary>
    private const int LongestAhead = 64 * 1024, MostTextAhead = 2 * LongestAhead;

    /// <summary>The rows of results ahead are kept in memory too.</summary>
    private const int MostResultsAhead = 16;

    private static readonly SearchValues<string> s_textChanges = SearchValues.Create(["set_config", "pg_settings"], StringComparison.OrdinalIgnoreCase);

    private readonly List<Ahead> _ahead = [];
    private int _mayWait = FirstAhead;
    private int _resultsAhead;
    private int _textAhead;
    private UnderWay? _underWay;

    private bool IsAhead => _ahead.Count > 0 || _underWay is not null;

    /// <summary>Takes a statement that was read: sends it now, or lets it wait for more. False where ON_ERROR_STOP stops the script.</summary>
    private async Task<bool> TakeAsync(Statement statement, bool stops, ScriptReader reader, CancellationToken cancellationToken)
    {
        var message = OutgoingOf(statement);
        if (GoesAhead(message))
        {
            _ahead.Add(new Ahead(message, stops));
            _resultsAhead += message.Kind.Has(StatementTraits.ReturnsRows) ? 1 : 0;
            _textAhead += message.Statement.Text.Length;
            return (_ahead.Count < _mayWait && _resultsAhead < MostResultsAhead && _textAhead < MostTextAhead) || await SendAheadAsync(cancellationToken);
        }

        return await CatchUpAsync(cancellationToken) && (await SendAsync(message, reader, PrintAsync, cancellationToken) || !stops);
    }

    /// <summary>Reads on; what cannot be read is an error behind the statements that were read before it.</summary>
    private async Task<ScriptItem> ReadAsync(ScriptReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return reader.Read();
        }
        catch (ScriptException) when (IsAhead)
        {
            await CatchUpAsync(cancellationToken);
            throw;
        }
    }

    /// <summary>Whether the reader has to wait for the statements ahead before it takes a meta-command (null) or a variable.</summary>
    private bool Waits(string? variable) =>
        IsAhead && variable is null or "ROW_COUNT" or "ERROR" or "SQLSTATE" or "LAST_ERROR_MESSAGE" or "LAST_ERROR_SQLSTATE" or "ENCODING";

    /// <summary>Tells what the reader has to say, behind the statements that it read before.</summary>
    private void InOrder(Action tell)
    {
        if (_ahead.Count > 0)
        {
            _ahead[^1].After += tell;
        }
        else if (_underWay is { } sent)
        {
            sent.Messages.Span[^1].After += tell;
        }
        else
        {
            tell();
        }
    }

    private bool GoesAhead(Outgoing message) =>
        message.Kind is { Command: "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "SELECT" or "VALUES", Escapes: null }
        && message.Parts.Count == 1
        && !_playback.LooksBehind(message.Kind)
        && message.Statement.Text.Length <= LongestAhead
        && _transmission == Transmission.Plain
        && _transactions.MayGoAhead(message.Kind)
        && _pipeline is null
        && _variables.Number("FETCH_COUNT") <= 0
        && !_timing
        && _variables.Choice("ECHO") is not "all"
        && _variables.Choice("ON_ERROR_ROLLBACK") is not "on"
        && (_transactions.InBlock || _variables.IsOn("AUTOCOMMIT"))
        && !MayChangeText(message.Statement.Text);

    /// <summary>A changed <c>standard_conforming_strings</c> or <c>client_encoding</c> would change what the statements behind it are.</summary>
    private static bool MayChangeText(string text) => text.AsSpan().ContainsAny(s_textChanges);

    /// <summary>Waits for every statement ahead and does what follows from its reply; false where ON_ERROR_STOP stops the script at one of them.</summary>
    private async Task<bool> CatchUpAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(cancellationToken) && (_ahead.Count == 0 || (await SendAheadAsync(cancellationToken) && await AnswerAsync(cancellationToken)));

    /// <summary>Sends the statements ahead, once those that are under way are answered. The server works on them while what follows from the answers is done, and the reader goes on.</summary>
    private async Task<bool> SendAheadAsync(CancellationToken cancellationToken)
    {
        var before = _underWay is { } sent && MayFollow(sent.Messages, await sent.Replies) && !cancellationToken.IsCancellationRequested ? sent : null;
        if (before is null && !await AnswerAsync(cancellationToken))
        {
            return false;
        }

        var messages = _ahead.ToArray();
        _mayWait = Math.Min(2 * _mayWait, MostAhead);
        ForgetAhead();
        _underWay = new UnderWay(messages, PlayTogetherAsync(messages, before?.Messages ?? default, cancellationToken));
        if (before is not null)
        {
            await TellAsync(before.Messages, await before.Replies, cancellationToken);
        }

        return true;
    }

    /// <summary>Whether nothing that follows from the replies to some statements bears on what is sent next: none failed, none gave rows, and nobody asked anything behind them or would before the next.</summary>
    private bool MayFollow(ReadOnlyMemory<Ahead> sent, IReadOnlyList<PlayedReply?> replies) =>
        replies.Count == sent.Length
        && replies.All(static reply => reply is { Error: null, Answer: null, Results: [{ IsTable: false }] })
        && !_playback.IsTimed([.. Kinds(sent.Span), .. Kinds(_ahead.ToArray())], sent.Length);

    /// <summary>Does what follows from the replies to the statements under way; false where ON_ERROR_STOP stops the script at one of them.</summary>
    private async Task<bool> AnswerAsync(CancellationToken cancellationToken)
    {
        while (_underWay is { } sent)
        {
            _underWay = null;
            if (await TellAsync(sent.Messages, await sent.Replies, cancellationToken) is not { } rest)
            {
                ForgetAhead();
                return false;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (rest.Length > 0)
            {
                _underWay = new UnderWay(rest, PlayTogetherAsync(rest, behind: default, cancellationToken));
            }
        }

        return true;
    }

    private void ForgetAhead()
    {
        _ahead.Clear();
        (_resultsAhead, _textAhead) = (0, 0);
    }

    /// <summary>The replies to the first of some statements, in one pipeline where that may still be: after an error it may not. Null for one that is to go alone.</summary>
    private async Task<IReadOnlyList<PlayedReply?>> PlayTogetherAsync(ReadOnlyMemory<Ahead> ahead, ReadOnlyMemory<Ahead> behind, CancellationToken cancellationToken)
    {
        StatementClass[] kinds = [.. Kinds(behind.Span), .. Kinds(ahead.Span)];
        var first = behind.Length;
        var gainsNothing = ahead.Length == 1 && _transactions.InBlock && _playback.Question(kinds, first) is null;
        if (gainsNothing || !_transactions.MayGoAhead(kinds[first]))
        {
            return [null];
        }

        if (first == 0)
        {
            await _playback.SendingAsync(kinds[0], cancellationToken);
        }

        var statements = new StatementAhead[ahead.Length];
        for (var i = 0; i < statements.Length; i++)
        {
            statements[i] = new StatementAhead(ahead.Span[i].Message.Statement.Text, kinds[first + i], _playback.Question(kinds, first + i), _playback.IsTimed(kinds, first + i));
        }

        var settings = TextSettings();
        var replies = await _transactions.PlayTogetherAsync(statements, _options.Time, cancellationToken);
        if (settings != TextSettings())
        {
            var statement = ahead.Span[replies.Count - 1].Message.Statement;
            throw new ScriptException(
                ExitCode.Refused,
                statement.Path,
                statement.Start,
                "a statement here or shortly before changed standard_conforming_strings or client_encoding from within; change it by SET in the script");
        }

        return replies;
    }

    private static StatementClass[] Kinds(ReadOnlySpan<Ahead> ahead)
    {
        var kinds = new StatementClass[ahead.Length];
        for (var i = 0; i < kinds.Length; i++)
        {
            kinds[i] = ahead[i].Message.Kind;
        }

        return kinds;
    }

    private (string?, string?) TextSettings()
    {
        var parameters = _transactions.Session.Parameters;
        return (parameters.GetValueOrDefault("standard_conforming_strings"), parameters.GetValueOrDefault("client_encoding"));
    }

    /// <summary>Does what follows from the replies to the first of some statements.</summary>
    /// <returns>The statements that have no reply yet; null where ON_ERROR_STOP stops the script.</returns>
    private async Task<ReadOnlyMemory<Ahead>?> TellAsync(ReadOnlyMemory<Ahead> sent, IReadOnlyList<PlayedReply?> replies, CancellationToken cancellationToken)
    {
        for (var i = 0; i < replies.Count; i++)
        {
            var (message, stops) = sent.Span[i];
            var succeeded = replies[i] is { } reply ? await TellAsync(message, reply, cancellationToken) : await SendAsync(message, reader: null, PrintAsync, cancellationToken);
            if (!succeeded && stops)
            {
                return null;
            }

            sent.Span[i].After?.Invoke();
        }

        return sent[replies.Count..];
    }

    private async Task<bool> TellAsync(Outgoing message, PlayedReply reply, CancellationToken cancellationToken)
    {
        _previous = message.Statement;
        _copiesOut = false;
        await EchoAsync(message.Statement);
        var succeeded = await HandleAsync(message.Statement, reader: null, reply, PrintAsync, cancellationToken);
        await EchoFailedAsync(succeeded, message.Statement, reader: null);
        KeepOutcome(reply, succeeded);
        await PrintNotificationsAsync(reply);

        // It ran, and is told of even if the run is interrupted.
        await _playback.PlayedAsync(message.Statement, message.Kind, reply, reply.Elapsed ?? TimeSpan.Zero, CancellationToken.None);
        return succeeded;
    }

    /// <summary>Statements that were sent and whose replies nobody has looked at.</summary>
    private sealed record UnderWay(ReadOnlyMemory<Ahead> Messages, Task<IReadOnlyList<PlayedReply?>> Replies);

    private sealed record Ahead(Outgoing Message, bool Stops)
    {
        /// <summary>What the reader had to say after it had read the statement; null for most.</summary>
        public Action? After { get; set; }
    }
}
