namespace Sandbox.Rehearsal.Effects;

/// <summary>
/// Which statement took which lock, and for how long its transaction held it. The script's own transactions are savepoints here and a lock outlives them, and what is undone gives
/// its locks up before anybody can look: where the server's list shows nothing, the traces do (<see cref="LockTrace"/>).
/// </summary>
internal sealed class LockLog
{
    private readonly List<Taken> _taken = [];
    private readonly HashSet<(string Relation, string Mode)> _held = [];
    private readonly HashSet<(string Relation, string Mode)> _own = [];
    private int _open;
    private int _statements;

    /// <summary>The relations that were locked, by oid.</summary>
    public IReadOnlyCollection<string> Relations => [.. _taken.Select(static taken => taken.Lock.Relation).Distinct(StringComparer.Ordinal)];

    /// <summary>Takes what is held after a statement.</summary>
    /// <param name="reading">What the transaction looks like now.</param>
    /// <param name="traces">What else tells of its locks, the most telling first.</param>
    /// <param name="line">The statement's line.</param>
    /// <param name="begun">When it began, in milliseconds of the script's statements.</param>
    /// <param name="ended">When it ended.</param>
    /// <param name="counts">Whether it is a statement that does something, and not one that begins or ends a transaction.</param>
    public void Take(ProbeReading reading, IEnumerable<LockTrace> traces, int line, double begun, double ended, bool counts)
    {
        _statements += counts ? 1 : 0;
        var now = reading.Locks.Select(static held => held.Key).ToHashSet();
        _held.IntersectWith(now);
        _own.IntersectWith(now);
        var fresh = HeldLock.InOrder(reading.Locks.Where(held => _held.Add(held.Key))).ToList();
        _own.UnionWith(fresh.Select(static held => held.Key));
        _taken.AddRange(fresh.Select(held => new Taken(held, line, begun, reading.HasLockTimeout) { At = _statements }));
        Infer(reading, traces, fresh, line, begun, ended);
    }

    /// <summary>Takes the traces of a statement that failed in a block, once the block is rolled back and can be asked.</summary>
    /// <inheritdoc cref="Take"/>
    public void TakeFailed(ProbeReading reading, IEnumerable<LockTrace> traces, int line, double begun, double ended) => Infer(reading, traces, [], line, begun, ended);

    /// <summary>Ends a transaction of the script.</summary>
    /// <param name="now">When, in milliseconds of the script's statements.</param>
    public void End(double now)
    {
        for (; _open < _taken.Count; _open++)
        {
            var taken = _taken[_open];
            _taken[_open] = taken.Ended is null ? taken with { Ended = now, Behind = _statements - taken.At } : taken;
        }

        _own.Clear();
    }

    /// <summary>What is reported.</summary>
    /// <param name="names">The relations' names by oid; one without a name is left out: it was made and dropped by one statement.</param>
    /// <param name="lasting">What those are that were there before the run (<c>relkind</c>), by oid.</param>
    public IReadOnlyList<LockEffect> Effects(IReadOnlyDictionary<string, string> names, IReadOnlyDictionary<string, string> lasting) =>
    [
        .. from taken in _taken
           where names.ContainsKey(taken.Lock.Relation)
           let mode = taken.Lock.Mode
           let blocks = LockModes.Blocks(mode)
           let kind = taken.Lock.Kind ?? lasting.GetValueOrDefault(taken.Lock.Relation)
           select new LockEffect
           {
               Relation = names[taken.Lock.Relation],
               Kind = Kind(kind),
               Mode = mode,
               Line = taken.Line,
               HeldMs = Math.Round((taken.Ended ?? taken.Begun) - taken.Begun, 3),
               Blocks = blocks,
               WouldQueue = blocks != LockBlocks.None && lasting.ContainsKey(taken.Lock.Relation),
               Waiting = LockModes.Waiting(mode),
               StatementsBehind = taken.Behind,
               HasTimeout = taken.HasTimeout,
               Evidence = taken.Evidence,
           },
    ];

    /// <summary>Takes the locks that traces tell of and the server's list does not: what another one of the same statement accounts for is not told again.</summary>
    private void Infer(ProbeReading reading, IEnumerable<LockTrace> traces, IEnumerable<HeldLock> fresh, int line, double begun, double ended)
    {
        var told = new HashSet<(string Relation, string Mode)>(fresh.Select(static held => held.Key));
        foreach (var trace in traces)
        {
            if (told.Any(one => trace.Allows(one.Relation, one.Mode)))
            {
                continue;
            }

            var held = reading.Locks.Where(held => trace.Allows(held.Relation, held.Mode)).MinBy(static held => LockModes.Strength(held.Mode));
            if (held is not null)
            {
                told.Add(held.Key);
                if (trace.Evidence != LockEvidence.Sampled && _own.Add(held.Key))
                {
                    _taken.Add(new Taken(held, line, begun, reading.HasLockTimeout) { At = _statements, Evidence = trace.Evidence });
                }
            }
            else if (trace.MayBeGone && told.Add((trace.Relation, trace.Mode)) && !_taken.Skip(_open).Any(taken => taken.Ended is null && taken.Lock.Key == (trace.Relation, trace.Mode)))
            {
                _taken.Add(new Taken(new HeldLock(trace.Relation, trace.Mode), line, begun, reading.HasLockTimeout) { At = _statements, Evidence = trace.Evidence, Ended = ended });
            }
        }
    }

    private static string Kind(string? kind) => kind switch
    {
        "i" or "I" => "index",
        "v" => "view",
        "m" => "materialized view",
        "f" => "foreign table",
        null => "relation",
        _ => "table",
    };

    private sealed record Taken(HeldLock Lock, int Line, double Begun, bool HasTimeout)
    {
        public double? Ended { get; init; }

        public int At { get; init; }

        public int Behind { get; init; }

        public LockEvidence Evidence { get; init; }
    }
}
