namespace Sandbox.Rehearsal.Effects;

/// <summary>
/// Which statement took which lock, and for how long its transaction held it. A lock outlives the script's own transaction, which is a savepoint here: a later statement that
/// takes the same one is not seen, so a line is the first taker's.
/// </summary>
internal sealed class LockLog
{
    private readonly List<Taken> _taken = [];
    private readonly HashSet<(string Relation, string Mode)> _held = [];
    private int _open;
    private int _statements;

    /// <summary>The relations that were locked, by oid.</summary>
    public IReadOnlyCollection<string> Relations => [.. _taken.Select(static taken => taken.Lock.Relation).Distinct(StringComparer.Ordinal)];

    /// <summary>Takes what is held after a statement.</summary>
    /// <param name="reading">What the transaction looks like now.</param>
    /// <param name="line">The statement's line.</param>
    /// <param name="begun">When it began, in milliseconds of the script's statements.</param>
    /// <param name="counts">Whether it is a statement that does something, and not one that begins or ends a transaction.</param>
    public void Take(ProbeReading reading, int line, double begun, bool counts)
    {
        _statements += counts ? 1 : 0;
        var now = reading.Locks.Select(static held => held.Key).ToHashSet();
        _held.IntersectWith(now);
        _taken.AddRange(HeldLock.InOrder(reading.Locks.Where(held => _held.Add(held.Key))).Select(held => new Taken(held, line, begun, reading.HasLockTimeout) { At = _statements }));
    }

    /// <summary>Ends a transaction of the script.</summary>
    /// <param name="now">When, in milliseconds of the script's statements.</param>
    public void End(double now)
    {
        for (; _open < _taken.Count; _open++)
        {
            _taken[_open] = _taken[_open] with { Ended = now, Behind = _statements - _taken[_open].At };
        }
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
               HeldMs = Math.Round(taken.Ended - taken.Begun, 3),
               Blocks = blocks,
               WouldQueue = blocks != LockBlocks.None && lasting.ContainsKey(taken.Lock.Relation),
               Waiting = LockModes.Waiting(mode),
               StatementsBehind = taken.Behind,
               HasTimeout = taken.HasTimeout,
           },
    ];

    private static string Kind(string? kind) => kind switch
    {
        "i" or "I" => "index",
        "v" => "view",
        "m" => "materialized view",
        "f" => "foreign table",
        _ => "table",
    };

    private sealed record Taken(HeldLock Lock, int Line, double Begun, bool HasTimeout)
    {
        public double Ended { get; init; }

        public int At { get; init; }

        public int Behind { get; init; }
    }
}
