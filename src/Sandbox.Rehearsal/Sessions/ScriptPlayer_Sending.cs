using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Printing;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <content>What psql does around one message to the server (common.c, SendQuery).</content>
public sealed partial class ScriptPlayer
{
    private const string ImplicitSavepoint = "pg_psql_temporary_savepoint";

    private Transmission _transmission = Transmission.Plain;
    private Statement? _previous;
    private ServerMessage? _lastError;
    private string _lastErrorText = string.Empty;
    private bool _timing;
    private bool _copiesOut;
    private Func<Stream>? _copySource;
    private ScriptReader? _reader;

    /// <summary>Sends a statement and prints what comes of it; false where it failed.</summary>
    private Task<bool> SendAsync(Statement statement, ScriptReader reader, CancellationToken cancellationToken) =>
        SendAsync(statement, reader, PrintAsync, cancellationToken);

    /// <summary>Sends a statement and hands each of its results to somebody; false where any failed.</summary>
    private Task<bool> SendAsync(
        Statement statement, ScriptReader reader, Func<Reply, bool, CancellationToken, Task<bool>> handle, CancellationToken cancellationToken) =>
        SendAsync(OutgoingOf(statement), reader, handle, cancellationToken);

    /// <summary>Sends a message and hands each of its results to somebody; false where any failed.</summary>
    /// <param name="message">The message.</param>
    /// <param name="reader">Where it was read, and where the data of a COPY stand; null where the reader is further ahead, and the message is no COPY.</param>
    /// <param name="handle">Takes the results.</param>
    /// <param name="cancellationToken">Cancels.</param>
    private async Task<bool> SendAsync(
        Outgoing message, ScriptReader? reader, Func<Reply, bool, CancellationToken, Task<bool>> handle, CancellationToken cancellationToken)
    {
        var (statement, kind, parts) = message;
        _previous = statement;
        var transmission = _transmission;
        _transmission = Transmission.Plain;
        _portion = TakePortion();
        await EchoAsync(statement);
        Refuse(statement, parts);
        if (_pipeline is { } pipeline)
        {
            return await PipeAsync(pipeline, statement, parts, transmission, cancellationToken);
        }

        var session = _transactions.Session;
        if (!_transactions.InBlock && !_variables.IsOn("AUTOCOMMIT") && !BeginsItself(kind) && !await ImplicitAsync("BEGIN", statement, cancellationToken))
        {
            return false;
        }

        var guarded = _variables.Choice("ON_ERROR_ROLLBACK") is "on" && _transactions.InBlock && session.Status != TransactionStatus.Failed;
        if (guarded && !await ImplicitAsync($"SAVEPOINT {ImplicitSavepoint}", statement, cancellationToken))
        {
            return false;
        }

        var copies = reader is not null && (kind.Has(StatementTraits.CopyFromStdin) || statement.Text.Contains("stdin", StringComparison.OrdinalIgnoreCase));
        CopyDataStream? data = null;
        var source = _copySource ?? (copies ? () => data = new CopyDataStream(reader!, _options.Dialect.SendsEndOfCopyData) : null);
        _copiesOut = kind.Has(StatementTraits.CopyToStdout);
        await _playback.PlayingAsync(statement, kind, transmission, cancellationToken);
        var begun = _options.Time.GetTimestamp();
        var byCursor = _portion > 0 && !HasChunks && BeginsWithSelect(statement.Text);
        var (reply, succeeded) = byCursor
            ? await PlayByCursorAsync(statement, reader, handle, cancellationToken)
            : (await PlayOrTellAsync(message, transmission, source, cancellationToken), true);
        var elapsed = _options.Time.GetElapsedTime(begun);
        data?.Drain();
        succeeded = byCursor ? succeeded : await HandleAsync(statement, reader, reply, handle, cancellationToken);
        await EchoFailedAsync(succeeded, statement, reader);
        if (copies && _copySource is null && data is null && kind.Has(StatementTraits.CopyFromStdin) && reply.Error is not null && _options.Dialect.SkipsDataOfFailedCopy)
        {
            new CopyDataStream(reader!).Drain();
        }

        KeepOutcome(reply, succeeded);
        if (guarded)
        {
            await EndImplicitSavepointAsync(statement, reply, cancellationToken);
        }

        if (_timing)
        {
            await _output.Out.WriteAsync(TimingText(elapsed));
        }

        await PrintNotificationsAsync(reply);
        await _playback.PlayedAsync(statement, kind, reply, elapsed, cancellationToken);
        return succeeded;
    }

    /// <summary>Plays a message; one that is interrupted is told of all the same, for it ran.</summary>
    private async Task<PlayedReply> PlayOrTellAsync(Outgoing message, Transmission transmission, Func<Stream>? source, CancellationToken cancellationToken)
    {
        var (statement, kind, parts) = message;
        var begun = _options.Time.GetTimestamp();
        try
        {
            return await _transactions.PlayAsync(statement, parts, transmission, source, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            var reply = new PlayedReply([new Reply { Error = PlayedReply.Interruption }]);
            await _playback.PlayedAsync(statement, kind, reply, _options.Time.GetElapsedTime(begun), CancellationToken.None);
            throw;
        }
    }

    private Outgoing OutgoingOf(Statement statement)
    {
        var kind = StatementClassifier.Classify(statement.Text, _context.StandardConformingStrings);
        return new Outgoing(statement, kind, MessageParts.Of(statement.Text, kind, _context.StandardConformingStrings));
    }

    private async Task EchoAsync(Statement statement)
    {
        if (_variables.Choice("ECHO") is "queries")
        {
            await _output.Out.WriteAsync($"{statement.Text}\n");
        }
    }

    /// <summary>Keeps psql's variables of a message; up to 16 not where only psql itself could not make something of its result.</summary>
    private void KeepOutcome(PlayedReply reply, bool succeeded)
    {
        if (succeeded || reply.Error is not null || _options.Dialect.MajorVersion >= 17)
        {
            KeepResultVariables(reply, succeeded);
        }
    }

    private void Refuse(Statement statement, IReadOnlyList<(string Text, StatementClass Kind)> parts)
    {
        if (_options.Refuses)
        {
            foreach (var (_, kind) in parts)
            {
                Refusals.Check(statement, kind, _options.Limits);
            }
        }
    }

    /// <summary>Plays a statement that psql itself makes up.</summary>
    private Task<PlayedReply> PlayImplicitAsync(Statement statement, Transmission transmission, CancellationToken cancellationToken) =>
        _transactions.PlayAsync(statement, [(statement.Text, StatementClassifier.Classify(statement.Text))], transmission, copyData: null, cancellationToken);

    /// <summary>psql sends no BEGIN of its own before these (common.c, command_no_begin).</summary>
    private static bool BeginsItself(StatementClass kind) =>
        kind.Control is TransactionControl.Begin or TransactionControl.Commit or TransactionControl.Rollback or TransactionControl.RollbackTo or TransactionControl.TwoPhase or TransactionControl.DiscardAll
        || kind.RefusesTransaction is not null;

    private async Task<bool> ImplicitAsync(string text, Statement around, CancellationToken cancellationToken)
    {
        var statement = around.WithText(text);
        var reply = await PlayImplicitAsync(statement, Transmission.Plain, cancellationToken);
        if (reply.Error is { } error)
        {
            await ReportUnplayedAsync(error, statement, reader: null);
            return false;
        }

        return true;
    }

    private async Task EndImplicitSavepointAsync(Statement statement, PlayedReply reply, CancellationToken cancellationToken)
    {
        if (_transactions.Session.Status == TransactionStatus.Failed)
        {
            await ImplicitAsync($"ROLLBACK TO {ImplicitSavepoint}", statement, cancellationToken);
        }
        else if (_transactions.InBlock && !reply.Results.Any(static result => result.Tag is "COMMIT" or "SAVEPOINT" or "RELEASE" or "ROLLBACK"))
        {
            await ImplicitAsync($"RELEASE {ImplicitSavepoint}", statement, cancellationToken);
        }
    }

    private async Task<bool> HandleAsync(
        Statement statement, ScriptReader? reader, PlayedReply reply, Func<Reply, bool, CancellationToken, Task<bool>> handle, CancellationToken cancellationToken)
    {
        var succeeded = true;
        var noticed = 0;
        var showAll = _variables.IsOn("SHOW_ALL_RESULTS") && _options.Dialect.MajorVersion >= 15;
        for (var i = 0; i < reply.Results.Count; i++)
        {
            var result = reply.Results[i];
            var isLast = i == reply.Results.Count - 1;

            for (var heard = HeardBefore(reply.Results, i); noticed < heard; noticed++)
            {
                await WriteNoticesAsync(reply.Results[noticed], statement, reader);
            }

            await WriteCopiedAsync(result, statement, reader);
            if (result.Error is { } error)
            {
                succeeded = false;
                if (result.IsTable && _portion > 0)
                {
                    PrintChunks(result, _outputOnce ?? _queryOutput);
                }

                await ReportAsync(error, statement, reader);
            }
            else if (isLast || showAll || result.CopiedOut is not null)
            {
                succeeded &= await handle(result, isLast, cancellationToken);
            }
        }

        return succeeded;
    }

    /// <summary>
    /// Of how many results the notices come before a result is printed. Since 15 psql fetches the next result before it prints this one, and libpq takes the
    /// notices that directly follow what it fetches: all those of a statement without a table, which has nothing else to send before them.
    /// </summary>
    private int HeardBefore(IReadOnlyList<Reply> results, int i) => _options.Dialect.MajorVersion < 15 ? i + 1
        : i + 2 >= results.Count ? results.Count
        : results[i + 2].IsTable ? i + 2
        : i + 3;

    private async Task WriteNoticesAsync(Reply result, Statement statement, ScriptReader? reader)
    {
        var before = result.CopiedOut is null ? result.Notices.Count : result.NoticePlaces.TakeWhile(static place => place == 0).Count();
        foreach (var notice in result.Notices.Take(before))
        {
            await WriteNoticeAsync(notice, statement, reader);
        }
    }

    private Task WriteNoticeAsync(ServerMessage notice, Statement statement, ScriptReader? reader) =>
        _output.Error.WriteAsync(Prefix(statement, reader) + MessageText.Of(notice, statement.Text, Verbosity, ShowContext, _options.Dialect.MajorVersion));

    /// <summary>Writes what was copied out, up to the error that ended it, each notice where it came.</summary>
    private async Task WriteCopiedAsync(Reply result, Statement statement, ScriptReader? reader)
    {
        if (result.CopiedOut is not { } copied)
        {
            return;
        }

        var output = _outputOnce ?? _queryOutput;
        var written = 0;
        for (var i = 0; i < result.Notices.Count; i++)
        {
            var place = i < result.NoticePlaces.Count ? result.NoticePlaces[i] : copied.Length;
            if (place > 0)
            {
                await output.WriteAsync(copied[written..place]);
                await WriteNoticeAsync(result.Notices[i], statement, reader);
                written = place;
            }
        }

        await output.WriteAsync(written == 0 ? copied : copied[written..]);
        if (result.DroppedBytes > 0)
        {
            var more = FormattableString.Invariant($"... and {result.DroppedBytes} bytes more");
            await output.WriteAsync($"{more}\n");
            _playback.Said(MessageSeverity.Warning, statement.Path, statement.Start.Line, $"COPY TO STDOUT: {more}; a rehearsal keeps {ReplyCollector.KeptBytes} of them");
        }
    }

    /// <summary>Reports an error of something that is no statement of the script, so that no other step will tell of it.</summary>
    private async Task ReportUnplayedAsync(ServerMessage error, Statement statement, ScriptReader? reader)
    {
        await ReportAsync(error, statement, reader);
        _playback.Said(MessageSeverity.Error, statement.Path, statement.Start.Line, error.Text);
    }

    private async Task ReportAsync(ServerMessage error, Statement statement, ScriptReader? reader)
    {
        _lastError = error;
        _lastErrorText = statement.Text;
        await _output.Error.WriteAsync(Prefix(statement, reader) + MessageText.Of(error, statement.Text, Verbosity, ShowContext, _options.Dialect.MajorVersion));
    }

    /// <summary>ECHO=errors: the statement of the script, once all that it came to is told.</summary>
    private async Task EchoFailedAsync(bool succeeded, Statement statement, ScriptReader? reader)
    {
        if (!succeeded && _variables.Choice("ECHO") is "errors")
        {
            await _output.Error.WriteAsync($"{Prefix(statement, reader)}STATEMENT:  {statement.Text}\n");
        }
    }

    /// <summary>What others, or the statement itself, notified the session of (common.c, PrintNotifications); a rehearsal that is rolled back hears of nothing.</summary>
    private async Task PrintNotificationsAsync(PlayedReply reply)
    {
        foreach (var (processId, channel, payload) in reply.Results.SelectMany(static result => result.Notifications))
        {
            await _queryOutput.WriteAsync(FormattableString.Invariant($"Asynchronous notification \"{channel}\"{(payload.Length > 0 ? $" with payload \"{payload}\"" : string.Empty)} received from server process with PID {processId}.\n"));
        }
    }

    private static string Prefix(Statement statement, ScriptReader? reader) =>
        FormattableString.Invariant($"psql:{statement.Path}:{reader?.LineNumber ?? statement.EndLine}: ");

    private static string TimingText(TimeSpan elapsed)
    {
        var text = FormattableString.Invariant($"Time: {elapsed.TotalMilliseconds:F3} ms");
        return elapsed < TimeSpan.FromSeconds(1) ? text + "\n" : FormattableString.Invariant($"{text} ({elapsed:mm\\:ss\\.fff})\n");
    }

    private void KeepResultVariables(PlayedReply reply, bool succeeded)
    {
        var last = reply.Results.Count > 0 ? reply.Results[^1] : new Reply();
        _variables.Keep("ROW_COUNT", last.Error is null && !_copiesOut ? (CommandTags.Rows(last.Tag) ?? 0).ToString(CultureInfo.InvariantCulture) : "0");
        _variables.Keep("ERROR", succeeded ? "false" : "true");
        _variables.Keep("SQLSTATE", reply.Error?.SqlState ?? "00000");
        if (reply.Error is { } error)
        {
            _variables.Keep("LAST_ERROR_MESSAGE", error.Text);
            _variables.Keep("LAST_ERROR_SQLSTATE", error.SqlState);
        }
    }

    /// <summary>A message of the script, taken apart.</summary>
    private sealed record Outgoing(Statement Statement, StatementClass Kind, IReadOnlyList<(string Text, StatementClass Kind)> Parts);
}
