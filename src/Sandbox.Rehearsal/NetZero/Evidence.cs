using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// What the proof of one rehearsal rests on: what was read before it, what was seen during it, and what is there once it is rolled back. Nothing of it grows with the
/// size of the clone.
/// </summary>
/// <param name="target">The clone.</param>
/// <param name="time">The clock.</param>
/// <param name="watch">Who is asked what concerns the whole server, and is the caller's to close; null to ask the rehearsal's own session.</param>
/// <param name="admitted">The escape hatches that the policy admits.</param>
internal sealed class Evidence(ConnectionTarget target, TimeProvider time, Watch? watch, IReadOnlyCollection<string> admitted) : IAsyncDisposable
{
    /// <summary>Session-level advisory locks outlive the rollback; nobody else can tell whose they are but the session itself.</summary>
    private const string OwnAdvisoryLocks = """
        SELECT pg_catalog.format('advisory lock %s/%s/%s', l.classid, l.objid, l.objsubid), l.mode
        FROM pg_catalog.pg_lock_status() l
        WHERE l.locktype = 'advisory' AND l.granted AND l.pid = pg_catalog.pg_backend_pid()
        """;

    private readonly ClusterSightings _sightings = new();
    private readonly HeldSnapshot _held = new(target);
    private IReadOnlyDictionary<string, long?> _sequences = new Dictionary<string, long?>(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> _before = new Dictionary<string, string>(StringComparer.Ordinal);
    private Untransacted? _untransacted;
    private LogicalMessages? _messages;
    private long? _programs;
    private string? _snapshot;
    private bool _looked;
    private bool _mayRunPrograms;
    private TimeSpan _elapsed;

    /// <summary>The server process of another session that the run has opened beside the script's and left open; null for none.</summary>
    public int? Beside { get; set; }

    /// <summary>What the role may not read, one line each.</summary>
    public IReadOnlyList<string> Limits =>
    [
        .. _untransacted?.Limits ?? [],
        .. _mayRunPrograms && _programs is null ? [ServerPrograms.NotMeasured] : Array.Empty<string>(),
    ];

    /// <inheritdoc cref="ClusterSightings.OthersActedInClone"/>
    public bool OthersActedInClone => _sightings.OthersActedInClone;

    /// <summary>
    /// What is asked at first, for <see cref="ReadBeforeAsync"/>: the role's rights, where the sequences stand, what programs a superuser's session ran before, and last that
    /// the session counts itself.
    /// </summary>
    /// <param name="session">The session that the script will run on.</param>
    public IReadOnlyList<BatchStatement> FirstQuestions(WireSession session) =>
        [Untransacted.Rights, LogicalMessages.Rights, SequencePositions.Question, .. session.IsSuperuser() ? [ServerPrograms.Question] : Array.Empty<BatchStatement>(), .. _sightings.CountsItself(session.Major())];

    /// <summary>Reads what is there before the run.</summary>
    /// <param name="session">The session that the script will run on, idle.</param>
    /// <param name="first">The answers to <see cref="FirstQuestions"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task ReadBeforeAsync(WireSession session, IReadOnlyList<Reply> first, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        _untransacted = Untransacted.Of(first[0], target.Database);
        _messages = LogicalMessages.Of(first[1], target.Database, admitted);
        _sequences = SequencePositions.Take(first[2]);
        _mayRunPrograms = session.IsSuperuser();
        _programs = _mayRunPrograms ? ServerPrograms.Used(first[3]) : null;
        BatchStatement[] messages = _messages is null ? [] : [_messages.Question];
        var answers = await AskServerAsync(session.AskAsync, [.. _sightings.Questions(target.Database, session.ProcessId), .. messages, .. _untransacted.Questions], cancellationToken);
        _sightings.Take([.. answers.Take(ClusterSightings.Answers)], sessions: 0);
        _messages?.TakeBefore(answers[ClusterSightings.Answers]);
        _before = Untransacted.Take(answers.Skip(ClusterSightings.Answers + messages.Length));
        _elapsed += time.GetElapsedTime(begun);
    }

    /// <summary>Notes the snapshot that the rehearsal shares.</summary>
    /// <param name="answer">The answer to <see cref="HeldSnapshot.Share"/>.</param>
    public void Share(Reply answer) => _snapshot = answer.Rows[0][0];

    /// <summary>Looks at the end of the script, while its transaction is open and well.</summary>
    /// <param name="harness">The rehearsal's session.</param>
    /// <param name="seal">What seals it.</param>
    /// <param name="others">What else is asked in the same round trip.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The answers to what else was asked.</returns>
    public async Task<IReadOnlyList<Reply>> LookAsync(HarnessSession harness, Seal seal, IReadOnlyList<BatchStatement> others, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var answers = await AskServerAsync(
            harness.AskAsync, [.. _sightings.Questions(target.Database, [harness.ProcessId, .. Own(Beside)]), HeldSnapshot.OthersWrite(seal.TransactionId, seal.ProcessId), .. others], cancellationToken);
        _sightings.Take([.. answers.Take(ClusterSightings.Answers)], sessions: 0);
        _looked = answers[ClusterSightings.Answers].Rows[0][0] is not "t";
        _elapsed += time.GetElapsedTime(begun);
        return [.. answers.Skip(ClusterSightings.Answers + 1)];
    }

    /// <summary>Looks whether the server is still the one of before the run.</summary>
    /// <param name="session">A session in the clone.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<bool> HasRestartedAsync(ISession session, CancellationToken cancellationToken)
    {
        _sightings.TakeServer(await session.QueryAsync(ClusterSightings.Server.Text, cancellationToken));
        return _sightings.Restarted;
    }

    /// <summary>Rolls back and proves that nothing is left.</summary>
    /// <param name="session">The rehearsal's session, in its transaction or not; or a new one where that is lost and its server process gone.</param>
    /// <param name="harness">The same as the harness uses it.</param>
    /// <param name="isNew">Whether it is a new one.</param>
    /// <param name="transactionId">The rehearsal's transaction id.</param>
    /// <param name="written">The oids of the tables that the script wrote.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Finding> RollBackAsync(WireSession session, OutsideSession harness, bool isNew, long transactionId, IReadOnlyCollection<string> written, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        if (_looked)
        {
            _held.NotNeeded();
        }
        else if (!isNew && _snapshot is not null)
        {
            await _held.HoldAsync(_snapshot, cancellationToken);
        }

        var prover = new NetZeroProver(transactionId);
        var own = await harness.RollBackAsync([SequencePositions.Question, OwnAdvisoryLocks, .. _programs is null ? Array.Empty<BatchStatement>() : [ServerPrograms.Question]], cancellationToken);
        BatchStatement[] messages = _messages is null ? [] : [_messages.Question];
        var answers = await AskServerAsync(
            session.AskAsync, [.. prover.Questions, .. _sightings.Questions(target.Database, [session.ProcessId, .. Own(_held.ProcessId), .. Own(Beside)]), .. messages, .. _untransacted!.Questions], cancellationToken);
        var place = prover.Questions.Count;
        _sightings.Take([.. answers.Skip(place).Take(ClusterSightings.Answers)], sessions: (isNew ? 1 : 0) + _held.Sessions + Own(Beside).Length);
        var after = Untransacted.Take(answers.Skip(place + ClusterSightings.Answers + messages.Length));
        var sequences = SequencePositions.Moved(_sequences, SequencePositions.Take(own[0]));
        var proof = await prover.ProveAsync(answers[NetZeroProver.AnswerPlace], session, _sightings, time, cancellationToken);
        var (sent, unknown) = _messages is null ? ([], null)
            : await _messages.FindAsync(session, answers[place + ClusterSightings.Answers], (transactionId, proof.LastId), time, cancellationToken);
        var ran = _programs is null || isNew ? null : ServerPrograms.Difference(_programs, ServerPrograms.Used(own[2]), admitted);

        // Another process cannot tell what the lost one ran.
        _programs = isNew ? null : _programs;
        proof = proof with
        {
            Proven = unknown is null ? proof.Proven : ProofStatus.NotProven,
            Reason = proof.Reason ?? unknown,
            Residue = [.. Untransacted.Differences(_before, after), .. sent, .. ran is null ? Array.Empty<Residue>() : [ran], .. own[1].Rows.Select(static row => new Residue(ResidueKind.Physical, row[0]!, null, $"{row[1]}, held until the session ended"))],
        };

        IReadOnlyDictionary<string, long>? before = null;
        if (proof.ForeignCommits.Count > 0)
        {
            (proof, before) = await _held.CompareAsync(proof, _sightings.SawOthersInClone, written, cancellationToken);
        }

        if (before is null && (proof.Proven == ProofStatus.NotProven || (proof.Proven == ProofStatus.Foreign && _sightings.SawOthersInClone)))
        {
            // Only where nobody else can have written here is what is there now what was there before.
            before = new Dictionary<string, long>(StringComparer.Ordinal);
        }

        return new Finding(proof with { ElapsedMs = Math.Round((_elapsed + time.GetElapsedTime(begun)).TotalMilliseconds, 3) }, sequences, before);
    }

    private static int[] Own(int? process) => process is { } own ? [own] : [];

    /// <summary>Asks what concerns the whole server; a script may have ended the watch, as it may end any session.</summary>
    private async Task<IReadOnlyList<Reply>> AskServerAsync(
        Func<IReadOnlyList<BatchStatement>, CancellationToken, Task<IReadOnlyList<Reply>>> otherwise, IReadOnlyList<BatchStatement> questions, CancellationToken cancellationToken)
    {
        if (watch is { IsBroken: false })
        {
            try
            {
                return await watch.AskAsync(questions, cancellationToken);
            }
            catch (SandboxException) when (watch.IsBroken)
            {
                // The rehearsal's own session answers as well.
            }
        }

        return await otherwise(questions, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _held.DisposeAsync();

    /// <summary>What was found once it was rolled back.</summary>
    /// <param name="Proof">The proof, without the sequences.</param>
    /// <param name="Sequences">The sequences that moved.</param>
    /// <param name="RowsBefore">How many rows tables had before, by their oids, as far as it is known; null where they have as many now.</param>
    internal sealed record Finding(NetZeroProof Proof, IReadOnlyList<SequenceEffect> Sequences, IReadOnlyDictionary<string, long>? RowsBefore);
}
