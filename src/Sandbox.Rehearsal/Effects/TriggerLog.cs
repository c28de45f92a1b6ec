namespace Sandbox.Rehearsal.Effects;

/// <summary>
/// How often triggers fired. The server counts the calls of functions, not of triggers: where a function serves several, it is the one on a table that was written just then; and
/// where several of those were, the rows written must account for all calls, or the calls stay untold.
/// </summary>
internal sealed class TriggerLog
{
    private readonly Dictionary<(string Table, string Name), long?> _calls = [];

    /// <summary>Whether the server counted calls whenever it was looked at.</summary>
    public bool IsMeasured { get; private set; } = true;

    /// <summary>Takes what fired since the look before.</summary>
    /// <param name="reading">What the transaction looks like now.</param>
    public void Take(ProbeReading reading)
    {
        IsMeasured &= reading.CountsCalls;
        foreach (var function in reading.Fired.GroupBy(static trigger => trigger.Function, StringComparer.Ordinal))
        {
            Take([.. function], function.First().Calls, reading.Written);
        }
    }

    /// <summary>The triggers that fired, by table and name; null where the server did not count.</summary>
    /// <param name="names">The tables' names, by oid.</param>
    public IReadOnlyList<TriggerEffect>? Effects(IReadOnlyDictionary<string, string> names) => !IsMeasured ? null :
    [
        .. _calls.Select(call => new TriggerEffect(names.GetValueOrDefault(call.Key.Table, call.Key.Table), call.Key.Name, call.Value))
            .OrderBy(static trigger => trigger.Table, StringComparer.Ordinal).ThenBy(static trigger => trigger.Trigger, StringComparer.Ordinal),
    ];

    private void Take(List<FiredTrigger> candidates, long calls, IReadOnlyDictionary<string, RowCounts> written)
    {
        var here = candidates.Where(trigger => written.ContainsKey(trigger.Table)).ToList();
        here = here.Count > 0 ? here : candidates;
        var expected = here.ToDictionary(static trigger => trigger, trigger => trigger.Expected(written.GetValueOrDefault(trigger.Table, RowCounts.None)));
        if (here.Count == 1)
        {
            Add(here[0], calls);
        }
        else
        {
            var isTold = expected.Values.Sum() == calls;
            foreach (var (trigger, times) in expected.Where(item => !isTold || item.Value > 0))
            {
                Add(trigger, isTold ? times : null);
            }
        }
    }

    private void Add(FiredTrigger trigger, long? calls)
    {
        var key = (trigger.Table, trigger.Name);
        _calls[key] = _calls.TryGetValue(key, out var before) ? before + calls : calls;
    }
}
