using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Rehearsal.Planning;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Plays a script as psql's main loop would (mainloop.c, common.c): the same statements in the same order, variables, branches and error handling included.</summary>
public sealed partial class ScriptPlayer
{
    private const int DeepestInclude = 64;

    private readonly ITransactions _transactions;
    private readonly PsqlVariables _variables;
    private readonly IPlayback _playback;
    private readonly PlayerOptions _options;
    private readonly PlayContext _context;
    private readonly Stack<string> _including = new();
    private Statement? _previous;

    /// <summary>Prepares to play.</summary>
    /// <param name="transactions">How the script's transactions are played.</param>
    /// <param name="variables">The variables that it starts with.</param>
    /// <param name="playback">Hears what happens.</param>
    /// <param name="options">How it is played.</param>
    public ScriptPlayer(ITransactions transactions, PsqlVariables variables, IPlayback playback, PlayerOptions options)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        _transactions = transactions;
        _variables = variables;
        _playback = playback;
        _options = options;
        _context = new PlayContext(variables, transactions.Session, playback);
        KeepConnectionVariables();
    }

    /// <summary>Plays a script from its first line to its last, or to the error that ON_ERROR_STOP stops at.</summary>
    /// <param name="path">The script.</param>
    /// <param name="cancellationToken">Cancels the statement that runs, and ends the script.</param>
    /// <returns>Whether it came to its end.</returns>
    /// <exception cref="ScriptException">Something is refused, or cannot be read.</exception>
    public async Task<bool> PlayAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = ScriptFiles.Open(path, new TextPosition(1, 1), path);
        return await PlayAsync(new Utf8LineReader(path, stream), cancellationToken);
    }

    private async Task<bool> PlayAsync(LineReader lines, CancellationToken cancellationToken)
    {
        // psql samples ON_ERROR_STOP once a line, before it lexes the line.
        var stops = _variables.IsOn("ON_ERROR_STOP");
        var reader = new ScriptReader(lines, _context, _options.Dialect) { OnLine = () => stops = _variables.IsOn("ON_ERROR_STOP") };
        _including.Push(lines.Path);
        var succeeded = true;
        while (succeeded || !stops)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (reader.Read())
            {
                case ScriptItem.Statement:
                    succeeded = await SendAsync(reader.TakeStatement(), reader, cancellationToken);
                    break;
                case ScriptItem.MetaCommand:
                    succeeded = await RunAsync(reader.Command, reader, cancellationToken);
                    reader.EndCommand(succeeded);
                    break;
                default:
                    _including.Pop();
                    return !reader.HasOpenCondition || Unclosed(reader, stops);
            }
        }

        _including.Pop();
        return false;
    }

    private bool Unclosed(ScriptReader reader, bool stops)
    {
        _playback.Said(MessageSeverity.Error, reader.Path, reader.LineNumber, "reached EOF without finding closing \\endif(s)");
        return !stops;
    }

    /// <summary>Sends one statement and keeps psql's variables about it.</summary>
    private async Task<bool> SendAsync(Statement statement, ScriptReader reader, CancellationToken cancellationToken) =>
        (await SendForReplyAsync(statement, reader, cancellationToken)).Error is null;

    private async Task<PlayedReply> SendForReplyAsync(Statement statement, ScriptReader reader, CancellationToken cancellationToken)
    {
        _previous = statement;
        var kind = StatementClassifier.Classify(statement.Text, _context.StandardConformingStrings);
        if (_options.Refuses)
        {
            Refusals.Check(statement, kind, _options.RollbackOnly);
        }

        CopyDataStream? data = kind.Has(StatementTraits.CopyFromStdin) ? new CopyDataStream(reader) : null;
        var begun = _options.Time.GetTimestamp();
        var reply = await _transactions.PlayAsync(statement, kind, data is null ? null : () => data, cancellationToken);
        var elapsed = _options.Time.GetElapsedTime(begun);
        if (_options.Dialect.SkipsDataOfFailedCopy || reply.Error is null)
        {
            data?.Drain();
        }

        KeepResultVariables(reply);
        await _playback.PlayedAsync(statement, kind, reply, elapsed, cancellationToken);
        return reply;
    }

    private void KeepConnectionVariables()
    {
        var target = _transactions.Session.Target;
        var parameters = _transactions.Session.Parameters;
        var version = parameters.GetValueOrDefault("server_version") ?? string.Empty;
        _variables.Keep("DBNAME", target.Database);
        _variables.Keep("USER", target.User);
        _variables.Keep("HOST", target.Host);
        _variables.Keep("PORT", target.Port.ToString(CultureInfo.InvariantCulture));
        _variables.Keep("ENCODING", parameters.GetValueOrDefault("client_encoding") ?? "UTF8");
        _variables.Keep("SERVER_VERSION_NAME", version);
        _variables.Keep("SERVER_VERSION_NUM", VersionNumber(version));
        _variables.Keep("VERSION_NUM", FormattableString.Invariant($"{_options.Dialect.MajorVersion}0000"));
        _variables.Keep("LAST_ERROR_MESSAGE", string.Empty);
        _variables.Keep("LAST_ERROR_SQLSTATE", "00000");
    }

    private static string VersionNumber(string version)
    {
        var numbers = version.Split(' ')[0].Split('.');
        var major = int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        var minor = numbers.Length > 1 && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out parsed) ? parsed : 0;
        return ((major * 10000) + minor).ToString(CultureInfo.InvariantCulture);
    }

    private void KeepResultVariables(PlayedReply reply)
    {
        var last = reply.Results.Count > 0 ? reply.Results[^1] : new Reply();
        _variables.Keep("ROW_COUNT", last.Error is null ? (CommandTags.Rows(last.Tag) ?? 0).ToString(CultureInfo.InvariantCulture) : "0");
        _variables.Keep("ERROR", reply.Error is null ? "false" : "true");
        _variables.Keep("SQLSTATE", reply.Error?.SqlState ?? "00000");
        if (reply.Error is { } error)
        {
            _variables.Keep("LAST_ERROR_MESSAGE", error.Text);
            _variables.Keep("LAST_ERROR_SQLSTATE", error.SqlState);
        }
    }
}
