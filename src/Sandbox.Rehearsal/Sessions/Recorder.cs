using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Effects.Definitions;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Verdicts;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Records a rehearsal: every step with what it printed, returned, said and wrote.</summary>
internal sealed partial class Recorder : IPlayback
{
    /// <summary>A report is for people and keeps no more: so many steps that went well, so many failures, tables, notices and rows of tables.</summary>
    private const int Kept = 10_000;

    private ITransactions _transactions;
    private readonly VirtualTransactions? _virtual;
    private readonly TransactionProbe? _probe;
    private readonly BlockLevels _levels = new();
    private readonly Sampling _sampling = new();
    private readonly Dictionary<string, long> _rowsDuring = new(StringComparer.Ordinal);
    private readonly List<NoticeEffect> _notices = [];
    private double _clock;
    private (string Text, bool RunsCode) _last = (string.Empty, false);
    private PlanEstimate? _estimate;
    private int _played;
    private int _failures;
    private long _rowsLeft = ReplyCollector.KeptRows;

    /// <summary>Begins to record.</summary>
    /// <param name="transactions">What the script is played by.</param>
    /// <param name="probe">Tells what the transaction has done; null where that is not measured.</param>
    public Recorder(VirtualTransactions transactions, TransactionProbe? probe)
        : this(transactions)
    {
        _virtual = transactions;
        _probe = probe;
        Definitions = new DefinitionLog(_levels, transactions.Seal.Suffix);
        transactions.BeforeBlockEnds = CountBeforeEndAsync;
    }

    /// <summary>Begins to record a script whose transactions really end; what they do is measured when all of it is done.</summary>
    /// <param name="transactions">What the script is played by.</param>
    public Recorder(ITransactions transactions)
    {
        _transactions = transactions;
        Log = new EffectLog(_levels);
    }

    /// <summary>Goes on with another script in a session of its own.</summary>
    /// <param name="transactions">What the next script is played by.</param>
    public void GoOn(ITransactions transactions)
    {
        _transactions = transactions;
        LeaveBlock();
    }

    /// <summary>The session has ended, and with it the block that was open.</summary>
    public void LeaveBlock() => _levels.Abandon();

    /// <summary>What ran, up to a bound; a failure is kept beyond it.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>Whether the planner is asked before each statement that writes rows what it expects.</summary>
    public bool Estimates { get; init; }

    /// <summary>Called after each statement and each meta-command.</summary>
    public Action? Progressed { get; init; }

    /// <summary>How many steps and tables of a very long script are not kept.</summary>
    public Omissions Omitted { get; private set; } = Omissions.None;

    /// <summary>How many SQL statements ran.</summary>
    public int Statements => _played;

    /// <summary>Whether anything failed so far.</summary>
    public bool HasFailed => _failures > 0;

    /// <summary>Whether a statement ran code that its text does not show.</summary>
    public bool RanOpaque { get; private set; }

    /// <summary>The line of the statement that was played last.</summary>
    public int LastLine { get; private set; } = 1;

    /// <summary>The tables that the script returned, up to a bound.</summary>
    public List<ResultTable> Results { get; } = [];

    /// <summary>What the check tables among them say, all of them.</summary>
    public List<CheckReading> Readings { get; } = [];

    /// <summary>What was written.</summary>
    public EffectLog Log { get; }

    /// <summary>The definitions that were changed; null where that is not recorded.</summary>
    public DefinitionLog? Definitions { get; }

    /// <summary>The rows that were changed.</summary>
    public RowLog Rows { get; } = new();

    /// <summary>What would notify others.</summary>
    public NotificationLog Notifications { get; } = new();

    /// <summary>What was locked.</summary>
    public LockLog Locks { get; } = new();

    /// <summary>What fired.</summary>
    public TriggerLog Triggers { get; } = new();

    /// <summary>What was written anew.</summary>
    public FileLog Files { get; } = new();

    /// <summary>Notices and warnings.</summary>
    public IReadOnlyList<NoticeEffect> Notices => _notices;

    /// <summary>Rows by oid at the end of the script, before it was rolled back.</summary>
    public IReadOnlyDictionary<string, long> RowsAtEnd { get; private set; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Rows by oid when the last block that wrote a table ended, or at the script's end.</summary>
    public IReadOnlyDictionary<string, long> RowsDuring => _rowsDuring;

    /// <summary>Whether the session may no longer be as a new one, whatever is done about it.</summary>
    public bool LeavesTraces { get; private set; }

    /// <summary>Whether the script had the protocol prepare something under a name of the harness's (<see cref="KnownQuestions"/>).</summary>
    public bool Forges { get; private set; }

    /// <summary>What psql passed over.</summary>
    public List<Hazard> Hazards { get; } = [];

    /// <inheritdoc/>
    public Task SendingAsync(StatementClass first, CancellationToken cancellationToken) => CatchUpAsync(first, cancellationToken);

    /// <inheritdoc/>
    public BatchStatement? Question(ReadOnlySpan<StatementClass> pipeline, int at) =>
        _probe is not null && (_sampling.IsDue(pipeline, at) || LooksBehind(pipeline[at])) ? (_virtual!.AsksPlainly ? _probe.PlainQuestion : _probe.Question) : (BatchStatement?)null;

    /// <inheritdoc/>
    public bool IsTimed(ReadOnlySpan<StatementClass> pipeline, int at) => _sampling.IsOneByOne(pipeline, at);

    /// <inheritdoc/>
    /// <remarks>So a batch of statements that is sampled once never lies on both sides of what ends or sets a savepoint, or of a definition.</remarks>
    public bool LooksBehind(StatementClass kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return (Estimates && Estimator.AsksAbout(kind)) || (_probe is not null
            && (kind.Control != TransactionControl.None || kind.Has(StatementTraits.DataDefinition) || kind.Has(StatementTraits.Opaque) || kind.Command is "TRUNCATE"));
    }

    /// <inheritdoc/>
    public async Task PlayingAsync(Statement statement, StatementClass kind, Transmission transmission, CancellationToken cancellationToken)
    {
        await CatchUpAsync(kind, cancellationToken);
        if (Estimates)
        {
            _estimate = await Estimator.AskAsync(_transactions.Session, statement.Text, kind, transmission, cancellationToken);
            Progressed?.Invoke();
        }

        BeginLocking(kind);
    }

    /// <inheritdoc/>
    public async Task PlayedAsync(Statement statement, StatementClass kind, PlayedReply reply, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        var isSampled = reply.Answer is not null || reply.Error is not null
            || (reply.Elapsed is null && (_sampling.IsDue([kind], 0) || LooksBehind(kind)));
        var seen = await (Sampler?.EndAsync() ?? NothingSeen);
        var reading = !isSampled ? null : reply.Answer is { } answer ? _probe!.Take(answer) : await SampleAsync(await LooksAtAllAsync(kind, reply, statement.Text, cancellationToken), cancellationToken);
        _played++;
        Progressed?.Invoke();
        _sampling.Take(kind, isSampled);
        _last = (statement.Text, !kind.Has(StatementTraits.DataDefinition));
        LastLine = statement.Start.Line;
        var redefined = await RedefineAsync(reading, cancellationToken);
        Account(kind, reply, (reading ?? ProbeReading.None).Written);
        if (reading is not null)
        {
            Triggers.Take(reading);
            var rewritten = Files.Take(reading.Locks, kind.Command, statement.Text, LastLine);
            await LockAsync(statement, kind, reply, elapsed, reading, [.. LockTrace.Of(reading, rewritten, redefined), .. Sampled(seen)], cancellationToken);
        }
        else if (reply.Error is not null)
        {
            Fail(statement, kind, reply.Error, elapsed, seen);
        }

        LeavesTraces = LeavesTraces || SessionTraces.MayBeLeftBy(statement.Text);
        if (reply.Error is null)
        {
            Notifications.Take(statement.Text, statement.Start.Line);
        }

        _clock += elapsed.TotalMilliseconds;
        if (!_transactions.InBlock)
        {
            Locks.End(_clock);
        }

        RanOpaque |= kind.Has(StatementTraits.Opaque);
        foreach (var result in reply.Results)
        {
            Keep(result, LastLine);
        }

        var tag = reply.Results.Count > 0 && reply.Results[^1].Tag is { Length: > 0 } named ? named : null;
        var step = new Step
        {
            Path = statement.Path,
            Line = LastLine,
            Column = statement.Start.Column,
            Command = kind.Command,
            Text = statement.Text,
            Output = Output.Take(),
            Tag = tag,
            Rows = CommandTags.Rows(tag),
            ElapsedMs = reply.SharesTime ? null : Math.Round(elapsed.TotalMilliseconds, 3),
            Played = reply.Played,
            Explain = TakeEstimate(kind),
            Error = reply.Error is { } error ? StepError.Of(error, statement) : null,
            Effects = reading is null or { Written.Count: 0 } ? null : new EffectSummary { Tables = [.. reading.Written.Select(table => EffectOf(table.Key, table.Value))] },
        };
        Keep(step);
        Tell(statement, kind, step);
    }

    /// <summary>Where what the script prints is collected until the step that printed it is recorded.</summary>
    public BoundedWriter Output { get; } = new();

    /// <inheritdoc/>
    public void Ran(MetaCommand command)
    {
        Progressed?.Invoke();
        Forges |= command.Name is "parse" && command.Argument(0)?.StartsWith(KnownQuestions.Prefix, StringComparison.Ordinal) is true;
        if (Output.Take() is { } printed)
        {
            Keep(new Step
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
            Keep(new NoticeEffect("WARNING", text, line));
            return;
        }

        var error = new StepError(null, text, line, 1);
        Keep(new Step { Path = path, Line = line, Column = 1, Command = "psql", Text = string.Empty, Error = error });
    }

    /// <inheritdoc/>
    public void Found(ScriptFinding finding) => Hazards.Add(
        new Hazard(finding.Rule.Id, finding.Rule.Severity.ToString().ToLowerInvariant(), finding.Position.Line, finding.Position.Column, finding.Message, "confirmed") { Path = finding.Path });

    /// <summary>Records an error that only the end of the script brought out.</summary>
    /// <param name="path">The script.</param>
    /// <param name="error">The server's error.</param>
    public void EndedWith(string path, ServerMessage error) => Keep(new Step
    {
        Path = path,
        Line = LastLine,
        Column = 1,
        Command = "COMMIT",
        Text = string.Empty,
        Played = "the end of the script: what is still deferred is checked",
        Error = new StepError(error.SqlState, $"a COMMIT here would fail: {StepError.Words(error)}", LastLine, 1),
    });

    /// <summary>Counts the rows of the tables written so far at the end of the script.</summary>
    public async Task CountAtEndAsync(CancellationToken cancellationToken)
    {
        await LogAsync(cancellationToken);
        Locks.End(_clock);
        await Definitions!.EndAsync(_virtual!.Harness, cancellationToken);
        RowsAtEnd = await CensusAsync(cancellationToken);
        var standing = Log.Standing;
        await CountAsync(RowsAtEnd.Where(table => !_rowsDuring.ContainsKey(table.Key) || standing.GetValueOrDefault(table.Key, RowCounts.None) != RowCounts.None), cancellationToken);
    }

    /// <summary>Counts the rows of the tables written so far before a block of the script ends, while what it wrote still stands.</summary>
    private async Task CountBeforeEndAsync(CancellationToken cancellationToken)
    {
        await LogAsync(cancellationToken);
        await CountAsync(await CensusAsync(cancellationToken), cancellationToken);
    }

    private async Task CountAsync(IEnumerable<KeyValuePair<string, long>> tables, CancellationToken cancellationToken)
    {
        var counted = tables.ToDictionary(StringComparer.Ordinal);
        foreach (var (oid, rows) in counted)
        {
            _rowsDuring[oid] = rows;
        }

        await Rows.TakeAsync(_virtual!.Harness, counted, cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, long>> CensusAsync(CancellationToken cancellationToken) =>
        Log.Work.Count == 0 ? new Dictionary<string, long>(StringComparer.Ordinal)
        : await RowCensus.TakeAsync(_virtual!.Harness, [.. Log.Work.Keys], cancellationToken);

    private async Task<ProbeReading?> SampleAsync(bool all, CancellationToken cancellationToken) =>
        _probe is null || _transactions.Session.Status != TransactionStatus.InTransaction ? null
        : await (all ? _probe.ReadAllAsync(cancellationToken) : _probe.ReadAsync(cancellationToken));

    /// <summary>Looks at what was played since the last look where the next statement is looked behind alone: what was written before is not its work, and TRUNCATE would set the counters back.</summary>
    private async Task CatchUpAsync(StatementClass next, CancellationToken cancellationToken)
    {
        if (_sampling.Waiting > 0 && (LooksBehind(next) || _sampling.IsOneByOne([next], 0)))
        {
            _sampling.Look();
            await LogAsync(cancellationToken);
        }
    }

    private async Task LogAsync(CancellationToken cancellationToken)
    {
        if (_probe is not null && _transactions.Session.Status == TransactionStatus.InTransaction)
        {
            var reading = await _probe.ReadAllAsync(cancellationToken);
            Log.Take(reading.Written, stands: true);
            Triggers.Take(reading);
            await RedefineAsync(reading, cancellationToken);
        }
    }

    private async Task<IReadOnlyCollection<string>> RedefineAsync(ProbeReading? reading, CancellationToken cancellationToken) =>
        reading is { Redefined.Count: > 0 } && _transactions.Session.Status == TransactionStatus.InTransaction
            ? await Definitions!.TakeAsync(_virtual!.Harness, reading, _last.Text, _last.RunsCode, LastLine, cancellationToken) : [];

    /// <summary>Takes what a statement wrote, and follows the script's blocks and savepoints.</summary>
    private void Account(StatementClass kind, PlayedReply reply, IReadOnlyDictionary<string, RowCounts> written)
    {
        var failed = reply.Error is not null;
        Log.Take(written, stands: !failed && kind.Control is not (TransactionControl.Rollback or TransactionControl.RollbackTo));
        _levels.Follow(kind, _transactions.InBlock, failed, committed: !failed && reply.Results.Count > 0 && reply.Results[^1].Tag is "COMMIT");
    }

    /// <summary>What the planner was asked before the statement; null where that was not wanted.</summary>
    private PlanEstimate? TakeEstimate(StatementClass kind)
    {
        var estimate = _estimate;
        _estimate = null;
        return estimate ?? (Estimates && Estimator.AsksAbout(kind) ? Estimator.NotAsked("it went in a pipeline, or was only prepared") : null);
    }

    private TableEffect EffectOf(string oid, RowCounts work) => new() { Table = _probe!.Names.GetValueOrDefault(oid, oid), Work = work };
}
