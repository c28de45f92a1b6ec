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
internal sealed class Evidence(ConnectionTarget target, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Session-level advisory locks outlive the rollback; nobody else can tell whose they are but the session itself.</summary>
    private const string OwnAdvisoryLocks = """
        SELECT pg_catalog.format('advisory lock %s/%s/%s', l.classid, l.objid, l.objsubid), l.mode
        FROM pg_catalog.pg_locks l
        WHERE l.locktype = 'advisory' AND l.granted AND l.pid = pg_catalog.pg_backend_pid()
        """;

    private readonly ClusterSightings _sightings = new();
    private readonly HeldSnapshot _held = new(target);
    private IReadOnlyDictionary<string, long?> _sequences = new Dictionary<string, long?>(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string> _before = new Dictionary<string, string>(StringComparer.Ordinal);
    private Untransacted? _untransacted;
    private string? _snapshot;
    private bool _looked;
    private TimeSpan _elapsed;

    /// <summary>What the role may not read, one line each.</summary>
    public IReadOnlyList<string> Limits => _untransacted?.Limits ?? [];

    /// <inheritdoc cref="ClusterSightings.OthersActedInClone"/>
    public bool OthersActedInClone => _sightings.OthersActedInClone;

    /// <summary>What is asked at first, for <see cref="ReadBeforeAsync"/>: the role's rights, and last that the session counts itself.</summary>
    /// <param name="major">The server's major version.</param>
    public IReadOnlyList<BatchStatement> FirstQuestions(int major) => [Untransacted.Rights, .. _sightings.CountsItself(major)];

    /// <summary>Reads what is there before the run.</summary>
    /// <param name="session">The session that the script will run on, idle.</param>
    /// <param name="rights">The first of the answers to <see cref="FirstQuestions"/>.</param>
    /// <param name="others">What else is asked in the same round trip.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The answers to what else was asked.</returns>
    public async Task<IReadOnlyList<Reply>> ReadBeforeAsync(WireSession session, Reply rights, IReadOnlyList<BatchStatement> others, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        _untransacted = Untransacted.Of(rights);
        var answers = await session.AskAsync([.. _sightings.Questions(), .. _untransacted.Questions, SequencePositions.Question, .. others], cancellationToken);
        var own = ClusterSightings.Answers + _untransacted.Questions.Count;
        _sightings.Take([.. answers.Take(ClusterSightings.Answers)], sessions: 0);
        _before = Untransacted.Take(answers.Take(own).Skip(ClusterSightings.Answers));
        _sequences = SequencePositions.Take(answers[own]);
        _elapsed += time.GetElapsedTime(begun);
        return [.. answers.Skip(own + 1)];
    }

    /// <summary>Notes the snapshot that the rehearsal shares.</summary>
    /// <param name="answer">The answer to <see cref="HeldSnapshot.Share"/>.</param>
    public void Share(Reply answer) => _snapshot = answer.Rows[0][0];

    /// <summary>Looks at the end of the script, while its transaction is open and well.</summary>
    /// <param name="harness">The rehearsal's session.</param>
    /// <param name="transactionId">Its transaction id.</param>
    /// <param name="others">What else is asked in the same round trip.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The answers to what else was asked.</returns>
    public async Task<IReadOnlyList<Reply>> LookAsync(HarnessSession harness, long transactionId, IReadOnlyList<BatchStatement> others, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var answers = await harness.AskAsync([.. _sightings.Questions(), HeldSnapshot.OthersWrite(transactionId), .. others], cancellationToken);
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
    /// <param name="isNew">Whether it is a new one.</param>
    /// <param name="transactionId">The rehearsal's transaction id.</param>
    /// <param name="written">The oids of the tables that the script wrote.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Finding> RollBackAsync(WireSession session, bool isNew, long transactionId, IReadOnlyCollection<string> written, CancellationToken cancellationToken)
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
        var untransacted = _untransacted!.Questions;
        var answers = await session.AskAsync(
            ["ROLLBACK", .. prover.Questions, .. _sightings.Questions(_held.ProcessId), .. untransacted, SequencePositions.Question, OwnAdvisoryLocks], cancellationToken);
        var place = 1 + prover.Questions.Count;
        _sightings.Take([.. answers.Skip(place).Take(ClusterSightings.Answers)], sessions: (isNew ? 1 : 0) + (_held.ProcessId is null ? 0 : 1));
        place += ClusterSightings.Answers;
        var after = Untransacted.Take(answers.Skip(place).Take(untransacted.Count));
        var sequences = SequencePositions.Moved(_sequences, SequencePositions.Take(answers[^2]));
        var proof = await prover.ProveAsync(answers[1 + NetZeroProver.AnswerPlace], session, _sightings, time, cancellationToken);
        proof = proof with
        {
            Residue = [.. Untransacted.Differences(_before, after), .. answers[^1].Rows.Select(static row => new Residue(ResidueKind.Physical, row[0]!, null, $"{row[1]}, held until the session ended"))],
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

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _held.DisposeAsync();

    /// <summary>What was found once it was rolled back.</summary>
    /// <param name="Proof">The proof, without the sequences.</param>
    /// <param name="Sequences">The sequences that moved.</param>
    /// <param name="RowsBefore">How many rows tables had before, by their oids, as far as it is known; null where they have as many now.</param>
    internal sealed record Finding(NetZeroProof Proof, IReadOnlyList<SequenceEffect> Sequences, IReadOnlyDictionary<string, long>? RowsBefore);
}
