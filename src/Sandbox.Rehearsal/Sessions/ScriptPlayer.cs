using System.Globalization;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Printing;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Plays a script as psql's main loop would (mainloop.c): the same statements in the same order, variables, branches and error handling included, the same output.</summary>
public sealed partial class ScriptPlayer
{
    private const int DeepestInclude = 64;

    private readonly ITransactions _transactions;
    private readonly PsqlVariables _variables;
    private readonly PsqlOutput _output;
    private readonly IPlayback _playback;
    private readonly PlayerOptions _options;
    private readonly PlayContext _context;
    private readonly Stack<string> _including = new();
    private string _folder;
    private string? _root;

    /// <summary>Prepares to play.</summary>
    /// <param name="transactions">How the script's transactions are played.</param>
    /// <param name="variables">The variables that it starts with.</param>
    /// <param name="output">Where its output goes.</param>
    /// <param name="playback">Hears what happens.</param>
    /// <param name="options">How it is played.</param>
    public ScriptPlayer(ITransactions transactions, PsqlVariables variables, PsqlOutput output, IPlayback playback, PlayerOptions options)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        ArgumentNullException.ThrowIfNull(output);
        _transactions = transactions;
        _variables = variables;
        _output = output;
        _playback = playback;
        _options = options;
        _queryOutput = output.Out;
        _settings = new PrintSettings(options.Dialect.MajorVersion);
        _context = new PlayContext(variables, transactions, (severity, path, line, text) => InOrder(() => Say(severity, path, line, text)), finding => InOrder(() => playback.Found(finding)), RunInBackticks);
        _folder = options.WorkingFolder;
        KeepConnectionVariables();
        KeepOwnVariables();
    }

    /// <summary>How results are printed; \pset and its kin change it.</summary>
    public PrintSettings Printing => _settings;

    private bool IsQuiet => _variables.IsOn("QUIET");

    /// <summary>Plays a script from its first line to its last, or to the error that ON_ERROR_STOP stops at.</summary>
    /// <param name="path">The script.</param>
    /// <param name="cancellationToken">Cancels the statement that runs, and ends the script.</param>
    /// <exception cref="ScriptException">Something is refused, or cannot be read.</exception>
    public async Task<PlayResult> PlayAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            _root = Path.GetDirectoryName(Path.GetFullPath(InWorkingFolder(path)));
            await using var stream = ScriptFiles.Open(InWorkingFolder(path), new TextPosition(1, 1), path);
            return await PlayAsync(new Utf8LineReader(path, stream), cancellationToken);
        }
        finally
        {
            if (_underWay is { } left)
            {
                // Something else ended the script; the session is free for others once the server has answered.
                await ((Task)left.Replies).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _underWay = null;
            }

            await CloseQueryOutputAsync(cancellationToken);
        }
    }

    private async Task<PlayResult> PlayAsync(LineReader lines, CancellationToken cancellationToken)
    {
        // psql samples ON_ERROR_STOP once a line, before it lexes the line.
        var stops = _variables.IsOn("ON_ERROR_STOP");
        var reader = new ScriptReader(lines, _context, _options.Dialect)
        {
            Waits = Waits,
            OnLine = line =>
            {
                if (_variables.Choice("ECHO") is "all")
                {
                    _output.Out.Write(line.Span);
                    _output.Out.Write('\n');
                }

                stops = _variables.IsOn("ON_ERROR_STOP");
            },
        };
        var around = _reader;
        _reader = reader;
        _including.Push(lines.Path);
        var isSingle = _options.SingleTransaction && _including.Count == 1;
        if (isSingle)
        {
            await ImplicitAsync("BEGIN", reader.StatementAt(new TextPosition(1, 1), string.Empty), cancellationToken);
        }

        var result = await PlayAsync(reader, () => stops, cancellationToken);
        if (isSingle && !_isDisconnected)
        {
            // psql 13 sends COMMIT whatever happened.
            var end = result.IsFinished || _options.Dialect.MajorVersion < 14 ? "COMMIT" : "ROLLBACK";
            await ImplicitAsync(end, reader.StatementAt(new TextPosition(Math.Max(1, reader.LineNumber), 1), string.Empty), cancellationToken);
        }

        _including.Pop();
        _reader = around;
        return result;
    }

    private async Task<PlayResult> PlayAsync(ScriptReader reader, Func<bool> stops, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                // What ran is told of all the same.
                await AnswerAsync(cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
            }

            bool goesOn;
            switch (await ReadAsync(reader, cancellationToken))
            {
                case ScriptItem.Statement:
                    goesOn = await TakeAsync(reader.TakeStatement(), stops(), reader, cancellationToken);
                    break;
                case ScriptItem.Pause:
                    goesOn = await CatchUpAsync(cancellationToken);
                    break;
                case ScriptItem.MetaCommand:
                    var command = reader.Command;
                    _keepsLine = false;
                    var succeeded = await RunAsync(command, reader, cancellationToken);
                    _playback.Ran(command);

                    // What fails on the server is no mistake in the command, so that the rest of its line still counts.
                    reader.EndCommand(succeeded || _keepsLine);
                    goesOn = succeeded || !stops();
                    if (goesOn && _isDisconnected)
                    {
                        return PlayResult.Disconnected;
                    }

                    break;
                default:
                    return await CatchUpAsync(cancellationToken) ? AtEnd(reader, stops()) : PlayResult.Stopped;
            }

            if (!goesOn)
            {
                return PlayResult.Stopped;
            }
        }
    }

    private string InWorkingFolder(string path) => Path.Combine(_folder, path);

    private PlayResult AtEnd(ScriptReader reader, bool stops)
    {
        if (!reader.HasOpenCondition || reader.HasQuit)
        {
            return PlayResult.Finished;
        }

        Say(MessageSeverity.Error, reader.Path, reader.LineNumber, "reached EOF without finding closing \\endif(s)");
        return stops ? PlayResult.Stopped : PlayResult.Finished;
    }

    /// <summary>Says what psql itself has to say, on standard error and to who listens.</summary>
    private void Say(MessageSeverity severity, string path, int line, string text)
    {
        _output.Error.Write(FormattableString.Invariant($"psql:{path}:{line}: {(severity == MessageSeverity.Error ? "error" : "warning")}: {text}\n"));
        _playback.Said(severity, path, line, text);
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
    }

    private void KeepOwnVariables()
    {
        var major = _options.Dialect.MajorVersion;
        var name = FormattableString.Invariant($"{major}{(_options.Dialect.MinorVersion is { } minor ? $".{minor}" : string.Empty)}");
        _variables.Keep("VERSION", $"PostgreSQL {name}");
        _variables.Keep("VERSION_NAME", name);
        _variables.Keep("VERSION_NUM", FormattableString.Invariant($"{(major * 10000) + (_options.Dialect.MinorVersion ?? 0)}"));
        _variables.Keep("LAST_ERROR_MESSAGE", string.Empty);
        _variables.Keep("LAST_ERROR_SQLSTATE", "00000");
        if (major >= FirstDialectWithPipelines)
        {
            KeepPipelineVariables();
        }

        if (major >= 16)
        {
            _variables.Keep("SHELL_ERROR", "false");
            _variables.Keep("SHELL_EXIT_CODE", "0");
        }
    }

    private static string VersionNumber(string version)
    {
        var numbers = version.Split(' ')[0].Split('.');
        var major = int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        var minor = numbers.Length > 1 && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out parsed) ? parsed : 0;
        return ((major * 10000) + minor).ToString(CultureInfo.InvariantCulture);
    }
}
