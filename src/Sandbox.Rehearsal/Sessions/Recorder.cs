using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Records a rehearsal: every step with what it printed, returned, said and wrote.</summary>
internal sealed class Recorder : IPlayback
{
    private const int SampledOneByOne = 1000;
    private const int SampleEvery = 250;

    private readonly VirtualTransactions _transactions;
    private readonly TableCounters _counters;
    private readonly Dictionary<string, long> _rowsDuring = new(StringComparer.Ordinal);
    private readonly List<NoticeEffect> _notices = [];
    private bool _wasInBlock;
    private int _unsampled;

    public Recorder(VirtualTransactions transactions, TableCounters counters)
    {
        _transactions = transactions;
        _counters = counters;
        transactions.BeforeBlockEnds = CountBeforeEndAsync;
    }

    /// <summary>Everything that ran.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>The tables that the script returned.</summary>
    public List<ResultTable> Results { get; } = [];

    /// <summary>What was written.</summary>
    public EffectLog Log { get; } = new();

    /// <summary>Notices and warnings.</summary>
    public IReadOnlyList<NoticeEffect> Notices => _notices;

    /// <summary>Rows by oid at the end of the script, before it was rolled back.</summary>
    public IReadOnlyDictionary<string, long> RowsAtEnd { get; private set; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Rows by oid when the last block that wrote a table ended, or at the script's end.</summary>
    public IReadOnlyDictionary<string, long> RowsDuring => _rowsDuring;

    /// <summary>Messages of psql's own that mean failure.</summary>
    public List<StepError> Errors { get; } = [];

    /// <inheritdoc/>
    public int Patience => Steps.Count < SampledOneByOne ? 1 : SampleEvery - _unsampled;

    /// <inheritdoc/>
    public async Task PlayedAsync(Statement statement, StatementClass kind, PlayedReply reply, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        _unsampled = IsSampled(kind, reply) ? 0 : _unsampled + 1;
        var written = _unsampled == 0 ? await SampleAsync(cancellationToken) : new Dictionary<string, RowCounts>(StringComparer.Ordinal);
        Account(kind, reply, written);
        var line = statement.Start.Line;
        foreach (var notice in reply.Results.SelectMany(static result => result.Notices))
        {
            _notices.Add(new NoticeEffect(notice.InvariantSeverity, notice.Text, line));
        }

        foreach (var result in reply.Results.Where(static result => result.Columns.Count > 0))
        {
            var rows = CommandTags.Rows(result.Tag) ?? result.Rows.Count;
            Results.Add(new ResultTable(line, [.. result.Columns.Select(static column => column.Name)], result.Rows, rows));
        }

        var tag = reply.Results.Count > 0 ? reply.Results[^1].Tag : null;
        Steps.Add(new Step
        {
            Path = statement.Path,
            Line = line,
            Column = statement.Start.Column,
            Command = kind.Command,
            Text = statement.Text,
            Output = Output.Take(),
            Tag = tag,
            Rows = CommandTags.Rows(tag),
            ElapsedMs = Math.Round(elapsed.TotalMilliseconds, 3),
            Played = reply.Played,
            Error = reply.Error is { } error ? ErrorOf(error, statement) : null,
            Effects = written.Count == 0 ? null : new EffectSummary { Tables = [.. written.Select(table => EffectOf(table.Key, table.Value))] },
        });
    }

    /// <summary>Where what the script prints is collected until the step that printed it is recorded.</summary>
    public BoundedWriter Output { get; } = new();

    /// <inheritdoc/>
    public void Ran(MetaCommand command)
    {
        if (Output.Take() is { } printed)
        {
            Steps.Add(new Step
            {
                Path = command.Path,
                Line = command.Start.Line,
                Column = command.Start.Column,
                Command = "\\" + command.Name,
                Text = string.Join(' ', command.Arguments.Select(static argument => argument.Text).Prepend("\\" + command.Name)),
                Output = printed,
            });
        }
    }

    /// <inheritdoc/>
    public void Said(MessageSeverity severity, string path, int line, string text)
    {
        if (severity == MessageSeverity.Warning)
        {
            _notices.Add(new NoticeEffect("WARNING", text, line));
            return;
        }

        var error = new StepError(null, text, line, 1);
        Errors.Add(error);
        Steps.Add(new Step { Path = path, Line = line, Column = 1, Command = "psql", Text = string.Empty, Error = error });
    }

    /// <summary>Records an error that only the end of the script brought out.</summary>
    /// <param name="path">The script.</param>
    /// <param name="line">Its last line.</param>
    /// <param name="error">The server's error.</param>
    public void EndedWith(string path, int line, ServerMessage error) => Steps.Add(new Step
    {
        Path = path,
        Line = line,
        Column = 1,
        Command = "COMMIT",
        Text = string.Empty,
        Played = "the end of the script: what is still deferred is checked",
        Error = new StepError(error.SqlState, $"a COMMIT here would fail: {Words(error)}", line, 1),
    });

    /// <summary>Counts the rows of the tables written so far at the end of the script.</summary>
    public async Task CountAtEndAsync(CancellationToken cancellationToken)
    {
        Log.Take(await SampleAsync(cancellationToken), stands: true);
        RowsAtEnd = await CensusAsync(cancellationToken);
        var standing = Log.Standing;
        foreach (var (oid, rows) in RowsAtEnd)
        {
            if (!_rowsDuring.ContainsKey(oid) || standing.GetValueOrDefault(oid, RowCounts.None) != RowCounts.None)
            {
                _rowsDuring[oid] = rows;
            }
        }
    }

    /// <summary>Counts the rows of the tables written so far before a block of the script ends, while what it wrote still stands.</summary>
    private async Task CountBeforeEndAsync(CancellationToken cancellationToken)
    {
        Log.Take(await SampleAsync(cancellationToken), stands: true);
        foreach (var (oid, rows) in await CensusAsync(cancellationToken))
        {
            _rowsDuring[oid] = rows;
        }
    }

    private async Task<IReadOnlyDictionary<string, long>> CensusAsync(CancellationToken cancellationToken) =>
        Log.Work.Count == 0 ? new Dictionary<string, long>(StringComparer.Ordinal)
        : await RowCensus.TakeAsync(_transactions.Harness, Log.Work.Keys, cancellationToken);

    /// <summary>
    /// Asking the counters costs more than a small statement, so a long script's later statements are sampled in batches. What ends or sets a savepoint is
    /// always sampled, so that a batch never lies on both sides of one.
    /// </summary>
    private bool IsSampled(StatementClass kind, PlayedReply reply) =>
        Steps.Count < SampledOneByOne || _unsampled == SampleEvery - 1 || reply.Error is not null
        || kind.Control != TransactionControl.None || kind.Has(StatementTraits.DataDefinition) || kind.Has(StatementTraits.Opaque) || kind.Command is "TRUNCATE";

    private async Task<IReadOnlyDictionary<string, RowCounts>> SampleAsync(CancellationToken cancellationToken) =>
        _transactions.Session.Status == TransactionStatus.InTransaction ? await _counters.ReadAsync(cancellationToken) : new Dictionary<string, RowCounts>(StringComparer.Ordinal);

    /// <summary>Follows the script's blocks and savepoints, so that work that a rollback undid is not counted as standing.</summary>
    private void Account(StatementClass kind, PlayedReply reply, IReadOnlyDictionary<string, RowCounts> written)
    {
        var inBlock = _transactions.InBlock;
        var failed = reply.Error is not null;
        var undone = failed || kind.Control is TransactionControl.Rollback or TransactionControl.RollbackTo;
        Log.Take(written, stands: !undone);
        switch (kind.Control)
        {
            case TransactionControl.Begin when !_wasInBlock && inBlock:
                Log.Enter(string.Empty);
                break;
            case TransactionControl.Commit or TransactionControl.Rollback when _wasInBlock:
                if (!failed && reply.Results[^1].Tag is "COMMIT")
                {
                    Log.Keep(string.Empty);
                }
                else
                {
                    Log.Undo(string.Empty, stays: false);
                }

                if (inBlock)
                {
                    Log.Enter(string.Empty);
                }

                break;
            case TransactionControl.Savepoint when !failed:
                Log.Enter(kind.Name!);
                break;
            case TransactionControl.RollbackTo when !failed:
                Log.Undo(kind.Name!, stays: true);
                break;
            case TransactionControl.Release when !failed:
                Log.Keep(kind.Name!);
                break;
        }

        _wasInBlock = inBlock;
    }

    private TableEffect EffectOf(string oid, RowCounts work) => new() { Table = _counters.Names.GetValueOrDefault(oid, oid), Work = work };

    private static StepError ErrorOf(ServerMessage error, Statement statement)
    {
        var position = error.Position is { } character ? statement.Locate(character) : statement.Start;
        return new StepError(error.SqlState, Words(error), position.Line, position.Column);
    }

    private static string Words(ServerMessage error)
    {
        var words = error.Text;
        words += error.Detail is { } detail ? $" ({detail})" : string.Empty;
        return words + (error.Hint is { } hint ? $" Hint: {hint}" : string.Empty);
    }
}
