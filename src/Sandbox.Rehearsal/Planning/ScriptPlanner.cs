using Sandbox.Rehearsal.Lanes;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Planning;

/// <summary>
/// Reads a script, and what it includes, before anything connects: with the reader that the run will use, and with what the text alone tells of its variables.
/// Whatever is refused is refused here, with file, line and column; a branch that is statically false does not count.
/// </summary>
public sealed class ScriptPlanner
{
    private const int DeepestInclude = 64;
    private const string FixtureName = "clone.sql";

    private readonly string _path;
    private readonly RehearsalRequest _request;
    private readonly PsqlDialect _dialect;
    private readonly PlanningContext _context;
    private readonly IReadOnlyCollection<string> _allowed;
    private string _folder;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _isolations = new(StringComparer.Ordinal);
    private readonly List<string> _including = [];
    private ScriptDirectives _directives = new();
    private readonly bool _refuses;
    private readonly List<string> _files = [];
    private int _statements;
    private bool _begun;
    private bool _readsOthers;
    private string? _needsCopy;
    private string? _changesServer;

    private ScriptPlanner(string path, RehearsalRequest request)
    {
        _path = path;
        _request = request;
        _dialect = request.Dialect;
        _allowed = request.Policy.AllowedMetaCommands;
        _context = new PlanningContext(request.Variables, _allowed);
        _folder = request.WorkingFolder;
        _refuses = request.Defences.HasFlag(Defences.Classifier);
    }

    /// <summary>Plans the rehearsal of one script.</summary>
    /// <param name="path">The script's path.</param>
    /// <param name="request">The run that it belongs to: its variables, dialect, policy and working folder.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ScriptException">The script cannot be read, or holds something that is refused.</exception>
    public static async Task<ScriptPlan> PlanAsync(string path, RehearsalRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var given = path;
        path = request.Find(path);
        var planner = new ScriptPlanner(path, request);
        var sha256 = await planner.ReadAndHashAsync(cancellationToken);
        var directives = planner._directives;
        if (directives.Sha256 is { } expected && !string.Equals(expected, sha256, StringComparison.Ordinal))
        {
            throw new ScriptException(ExitCode.Refused, path, new TextPosition(1, 1), $"the text hashes to {sha256}, not to the sha256 that it declares");
        }

        if (planner.NeedsCopy() is { } reason)
        {
            return await PlanAsync(given, request with { Lane = Lane.Disposable }, cancellationToken) with { LaneReason = $"auto: {reason}" };
        }

        return new ScriptPlan
        {
            Path = path,
            Directives = directives,
            Sha256 = sha256,
            Names = planner._names,
            Lane = planner.Lane == Lane.Disposable ? Lane.Disposable : Lane.Rollback,
            LaneReason = planner.Lane == Lane.Auto ? "auto: nothing in its text needs a copy" : null,
            Limits = planner.Limits,
            ReadsOthers = planner._readsOthers,
            Statements = planner._statements,
            ChangesServer = planner._changesServer,
            Isolation = planner.Lane == Lane.Disposable ? TransactionModes.DefaultIsolation : planner.Isolation(),
            Fixture = FindFixture(path, directives),
        };
    }

    /// <summary>The files that a rehearsal of a script reads, as far as its text tells: itself, its fixture, and what both include. A file that is named counts though it is not there.</summary>
    /// <param name="path">The script's path.</param>
    /// <param name="request">The run that it belongs to.</param>
    /// <returns>Full paths, each once.</returns>
    public static IReadOnlyList<string> FilesOf(string path, RehearsalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var script = Path.GetFullPath(request.Find(path));
        var planner = Looking(script, request);
        var fixture = Path.Combine(Path.GetDirectoryName(script)!, planner._directives.Fixture ?? FixtureName);
        return [.. planner._files.Concat(IsFixture(script) ? [] : Looking(fixture, request)._files).Distinct(StringComparer.Ordinal)];
    }

    private static ScriptPlanner Looking(string path, RehearsalRequest request)
    {
        // A fixture may do what a script may not.
        var planner = new ScriptPlanner(path, request with { Defences = request.Defences & ~Defences.Classifier });
        planner._files.Add(path);
        try
        {
            planner.Read(path, path);
        }
        catch (SandboxException)
        {
            // Whoever rehearses it is told what is wrong; up to there the files are known.
        }

        return planner;
    }

    /// <summary>Whether a file is a fixture and not a script to rehearse.</summary>
    /// <param name="path">The file's path.</param>
    public static bool IsFixture(string path) => string.Equals(Path.GetFileName(path), FixtureName, StringComparison.OrdinalIgnoreCase);

    private static string? FindFixture(string path, ScriptDirectives directives)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (directives.Fixture is { } named)
        {
            var fixture = Path.Combine(folder, named);
            return File.Exists(fixture) ? fixture : throw new ScriptException(ExitCode.Usage, path, new TextPosition(1, 1), $"its fixture {fixture} does not exist");
        }

        var beside = Path.Combine(folder, FixtureName);
        return File.Exists(beside) ? beside : null;
    }

    private Lane Lane => _request.Lane ?? _directives.Lane ?? Lane.Rollback;

    // A throwaway server that a script changes goes with the script's rehearsal.
    private ScriptLimits Limits => new()
    {
        RollbackOnly = _directives.RollbackOnly,
        InTransaction = Lane != Lane.Disposable,
        KeepsServer = Lane == Lane.Disposable && _request.Target is not null,
    };

    /// <summary>Why a script whose lane is for us to choose cannot be rolled back; null where it can, or chooses itself.</summary>
    private string? NeedsCopy() => Lane != Lane.Auto ? null
        : _needsCopy ?? (_request.Prepares ? "--prepare commits in two phases" : null) ?? (_isolations.Except([TransactionModes.DefaultIsolation], StringComparer.Ordinal).Count() > 1 ? "its transactions ask for different isolation levels" : null);

    private string Isolation()
    {
        _isolations.Remove(TransactionModes.DefaultIsolation);
        return _isolations.Count switch
        {
            0 => TransactionModes.DefaultIsolation,
            1 => _isolations.Single(),
            _ => throw new ScriptException(
                ExitCode.Refused, _path, new TextPosition(1, 1), $"its transactions ask for different isolation levels ({string.Join(", ", _isolations.Order(StringComparer.Ordinal))}): this needs the disposable lane (--lane disposable)"),
        };
    }

    /// <summary>Reads the script, and hashes it beside that: it may be large.</summary>
    private async Task<string> ReadAndHashAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sha256 = Task.Run(() => ScriptHash.ComputeAsync(_path, end.Token), CancellationToken.None);
        try
        {
            Read(_path, _path);
            return await sha256;
        }
        finally
        {
            await end.CancelAsync();
            await ((Task)sha256).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Read(string full, string path, MetaCommand? including = null)
    {
        using var stream = ScriptFiles.Open(full, including?.Start ?? new TextPosition(1, 1), including?.Path ?? path);
        _including.Add(path);
        var reader = new ScriptReader(new Utf8LineReader(path, stream), _context, _dialect)
        {
            OnLineComment = (comment, position) =>
            {
                if (!_begun)
                {
                    _directives = _directives.With(comment, path, position);
                    _context.Take(_directives.Variables);
                }
            },
        };
        while (true)
        {
            switch (reader.Read())
            {
                case ScriptItem.Statement:
                    Take(reader);
                    break;
                case ScriptItem.MetaCommand:
                    Take(reader.Command, reader);
                    break;
                default:
                    _including.RemoveAt(_including.Count - 1);
                    return;
            }
        }
    }

    private void Take(ScriptReader reader)
    {
        Take(reader.TakeStatement(), reader);
    }

    private void Take(Statement statement, ScriptReader reader)
    {
        _begun = true;
        _statements++;
        NameCollector.Collect(statement.Text, _names);
        foreach (var (_, kind) in MessageParts.Of(statement.Text, StatementClassifier.Classify(statement.Text), standardConformingStrings: true))
        {
            if (_refuses)
            {
                Check(statement, kind);
            }

            _changesServer ??= kind.ChangesServer is { } shared ? $"{statement.Path}:{statement.Start.Line}: {kind.Command}: {shared}" : null;

            if (TransactionModes.Parse(kind.Modes).Isolation is { } isolation)
            {
                _isolations.Add(TransactionModes.Normalize(isolation));
            }

            if (kind.Has(StatementTraits.CopyFromStdin))
            {
                PassOverData(reader, statement.Path, statement.Start);
            }
        }
    }

    private void Check(Statement statement, StatementClass kind)
    {
        if (Lane == Lane.Disposable && _directives.RollbackOnly)
        {
            throw new ScriptException(ExitCode.Refused, _path, new TextPosition(1, 1), "the script is declared rollback-only, and the disposable lane commits: leave out one of the two");
        }

        var limits = Limits;
        if (Lane == Lane.Auto && !limits.RollbackOnly && kind.RefusesTransaction is { } reason)
        {
            _needsCopy ??= FormattableString.Invariant($"{statement.Path}:{statement.Start.Line}: {reason}");
            limits = limits with { InTransaction = false };
        }

        Refusals.Check(statement, kind, limits);
    }

    private void Take(MetaCommand command, ScriptReader reader)
    {
        Refusals.Check(command, new FileRoot(Path.GetDirectoryName(Path.GetFullPath(_path))!, _folder), _allowed);
        switch (command.Name)
        {
            case "c" or "connect" when _refuses && Limits.InTransaction:
                if (Lane != Lane.Auto || Limits.RollbackOnly)
                {
                    throw new ScriptException(ExitCode.Refused, command.Path, command.Start, Refusals.OtherSession);
                }

                _needsCopy ??= FormattableString.Invariant($"{command.Path}:{command.Start.Line}: \\{command.Name} begins another session");
                break;
            case "cd" when !command.HasUnknownVariables && command.Argument(0) is { } folder:
                _folder = Path.GetFullPath(folder, _folder);
                break;
            case "set" when command.Argument(0) is { } name:
                _context.Set(name, command.HasUnknownVariables ? null : string.Concat(command.Arguments.Skip(1).Select(static argument => argument.Text)));
                break;
            case "unset" when command.Argument(0) is { } name:
                _context.Unset(name);
                break;
            case "g" or "gx" or "gset" or "gexec" or "gdesc" or "crosstabview" or "watch" or "parse" or "sendpipeline":
                if (reader.Buffer.Length > 0)
                {
                    Take(reader.TakeStatement(forced: true), reader);
                }

                if (command.Name is "gset")
                {
                    _context.ForgetPrefix(command.Argument(0) ?? string.Empty);
                }

                break;
            case "r" or "reset" or "e" or "edit" or "ef" or "ev":
                reader.DropStatement(forced: true);
                break;
            case "getenv" when command.Argument(0) is { } name:
                _readsOthers = true;
                _context.Set(name, null);
                break;
            case "lo_import":
                _readsOthers = true;
                break;
            case "copy" when CopyCommand.Parse(command) is { Reads: true } copy:
                if (copy is { File: null, Program: null, FromConsole: false, Problem: null })
                {
                    PassOverData(reader, command.Path, command.Start);
                }
                else
                {
                    _readsOthers = true;
                }

                break;
            case "i" or "include" or "ir" or "include_relative" when !command.HasUnknownVariables:
                Include(command);
                break;
            case "q" or "quit":
                reader.Quit();
                break;
        }
    }

    private static void PassOverData(ScriptReader reader, string path, TextPosition start)
    {
        var data = new CopyDataStream(reader);
        data.Drain();
        if (!data.HasEndMark)
        {
            throw new ScriptException(ExitCode.Refused, path, start, "the data of this COPY has no end: a line that holds \\. alone is missing");
        }
    }

    private void Include(MetaCommand command)
    {
        var file = ScriptFiles.Resolve(command);
        if (_including.Contains(file, StringComparer.Ordinal) || _including.Count >= DeepestInclude)
        {
            throw new ScriptException(ExitCode.Refused, command.Path, command.Start, $"\\{command.Name} includes itself: {string.Join(" -> ", [.. _including, file])}");
        }

        var full = Path.Combine(_folder, file);
        if (Directory.Exists(full))
        {
            throw new ScriptException(ExitCode.Refused, command.Path, command.Start, $"\\{command.Name}: {file} is a folder, not a script");
        }

        _readsOthers = true;
        _files.Add(Path.GetFullPath(full));
        if (File.Exists(full))
        {
            Read(full, file, command);
        }
    }
}
