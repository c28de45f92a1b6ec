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
    private const int MostAhead = 256;

    /// <summary>Longer ones gain nothing, and all that are ahead are kept in memory.</summary>
    private const int LongestAhead = 64 * 1024;

    /// <summary>The rows of results ahead are kept in memory too.</summary>
    private const int MostResultsAhead = 16;

    private readonly List<Ahead> _ahead = [];
    private int _resultsAhead;

    /// <summary>Takes a statement that was read: sends it now, or lets it wait for more. False where ON_ERROR_STOP stops the script.</summary>
    private async Task<bool> TakeAsync(Statement statement, bool stops, ScriptReader reader, CancellationToken cancellationToken)
    {
        var message = OutgoingOf(statement);
        if (GoesAhead(message))
        {
            _ahead.Add(new Ahead(message, stops));
            _resultsAhead += message.Kind.Has(StatementTraits.ReturnsRows) ? 1 : 0;
            return (_ahead.Count < Math.Min(MostAhead, _playback.Patience) && _resultsAhead < MostResultsAhead) || await CatchUpAsync(cancellationToken);
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
        catch (ScriptException) when (_ahead.Count > 0)
        {
            await CatchUpAsync(cancellationToken);
            throw;
        }
    }

    /// <summary>Whether the reader has to wait for the statements ahead before it takes a meta-command (null) or a variable.</summary>
    private bool Waits(string? variable) =>
        _ahead.Count > 0 && variable is null or "ROW_COUNT" or "ERROR" or "SQLSTATE" or "LAST_ERROR_MESSAGE" or "LAST_ERROR_SQLSTATE" or "ENCODING";

    /// <summary>Says what the reader has to say, behind the statements that it read before.</summary>
    private void SayInOrder(MessageSeverity severity, string path, int line, string text)
    {
        if (_ahead.Count > 0)
        {
            _ahead[^1].Said.Add((severity, path, line, text));
        }
        else
        {
            Say(severity, path, line, text);
        }
    }

    private bool GoesAhead(Outgoing message) =>
        message.Kind is { Command: "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "SELECT" or "VALUES", Escapes: null }
        && message.Parts.Count == 1
        && message.Statement.Text.Length <= LongestAhead
        && _transmission == Transmission.Plain
        && _transactions.MayGoAhead(message.Kind)
        && !_timing
        && _variables.Choice("ECHO") is not "all"
        && _variables.Choice("ON_ERROR_ROLLBACK") is not "on"
        && (_transactions.InBlock || _variables.IsOn("AUTOCOMMIT"))
        && !MayChangeText(message.Statement.Text);

    /// <summary>A changed <c>standard_conforming_strings</c> or <c>client_encoding</c> would change what the statements behind it are.</summary>
    private static bool MayChangeText(string text) =>
        text.Contains("set_config", StringComparison.OrdinalIgnoreCase) || text.Contains("pg_settings", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sends the statements ahead and does what follows from their replies; false where ON_ERROR_STOP stops the script at one of them.</summary>
    private async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        var ahead = _ahead.ToArray();
        _ahead.Clear();
        _resultsAhead = 0;
        for (var i = 0; i < ahead.Length;)
        {
            foreach (var reply in await PlayTogetherAsync(ahead.AsMemory(i), cancellationToken))
            {
                var (message, stops) = ahead[i];
                var succeeded = reply is null ? await SendAsync(message, reader: null, PrintAsync, cancellationToken) : await AnswerAsync(message, reply, cancellationToken);
                if (!succeeded && stops)
                {
                    return false;
                }

                foreach (var (severity, path, line, text) in ahead[i].Said)
                {
                    Say(severity, path, line, text);
                }

                i++;
            }
        }

        return true;
    }

    /// <summary>The replies to the first of some statements, in one pipeline where that may still be: after an error it may not. Null for one that is to go alone.</summary>
    private async Task<IReadOnlyList<PlayedReply?>> PlayTogetherAsync(ReadOnlyMemory<Ahead> ahead, CancellationToken cancellationToken)
    {
        if (ahead.Length == 1 || !_transactions.MayGoAhead(ahead.Span[0].Message.Kind))
        {
            return [null];
        }

        var statements = new (string Text, StatementClass Kind)[ahead.Length];
        for (var i = 0; i < statements.Length; i++)
        {
            var message = ahead.Span[i].Message;
            statements[i] = (message.Statement.Text, message.Kind);
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

    private (string?, string?) TextSettings()
    {
        var parameters = _transactions.Session.Parameters;
        return (parameters.GetValueOrDefault("standard_conforming_strings"), parameters.GetValueOrDefault("client_encoding"));
    }

    private async Task<bool> AnswerAsync(Outgoing message, PlayedReply reply, CancellationToken cancellationToken)
    {
        _previous = message.Statement;
        _copiesOut = false;
        await EchoAsync(message.Statement);
        var succeeded = await TellAsync(message.Statement, reader: null, reply, PrintAsync, cancellationToken);
        await _playback.PlayedAsync(message.Statement, message.Kind, reply, reply.Elapsed ?? TimeSpan.Zero, cancellationToken);
        return succeeded;
    }

    private sealed record Ahead(Outgoing Message, bool Stops)
    {
        /// <summary>What the reader said after it had read the statement.</summary>
        public List<(MessageSeverity Severity, string Path, int Line, string Text)> Said { get; } = [];
    }
}
