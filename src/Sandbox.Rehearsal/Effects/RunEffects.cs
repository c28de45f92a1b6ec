using Sandbox.Rehearsal.Effects.Definitions;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Effects;

/// <summary>Puts together what a run did, once it is rolled back: what was recorded meanwhile, and what the relations were before.</summary>
/// <param name="recorder">What was recorded.</param>
/// <param name="probe">What it was recorded by.</param>
/// <param name="committed">What the relations are outside of the run.</param>
/// <param name="named">The names that the script's text holds.</param>
internal sealed class RunEffects(Recorder recorder, TransactionProbe probe, CommittedRelations committed, IReadOnlySet<string> named)
{
    private readonly Dictionary<string, string> _names = Names(committed.Names, probe.Names);
    private readonly IReadOnlyDictionary<string, int> _truncations = recorder.Files.Truncations(committed.Files);

    /// <summary>What stood at the script's end, by oid.</summary>
    public required IReadOnlyDictionary<string, RowCounts> Standing { get; init; }

    /// <summary>Rows before the run, by oid.</summary>
    public required IReadOnlyDictionary<string, long> RowsBefore { get; init; }

    /// <summary>Rows after the rollback, by oid.</summary>
    public required IReadOnlyDictionary<string, long> RowsAfter { get; init; }

    /// <summary>The definitions changed; null where they were not looked at.</summary>
    public IReadOnlyList<DefinitionEffect>? Definitions { get; init; }

    /// <summary>The whole.</summary>
    /// <param name="moved">The sequences that moved.</param>
    public EffectSummary Describe(IReadOnlyList<SequenceEffect> moved)
    {
        var rewrites = recorder.Files.Rewrites(committed.Files, _names);

        // Whoever writes a table anew makes another one for that and drops it again.
        var told = Definitions?.Where(definition => definition.IsTold && !(definition.IsPassing && rewrites.Any(rewrite => rewrite.Line == definition.Effect.Line))).ToList();
        foreach (var passing in told?.Where(static definition => definition is { IsPassing: true, After.Address.Class: CatalogClass.Relations }) ?? [])
        {
            _names.TryAdd(passing.After.Address.Oid, passing.Effect.Object);
        }

        return new EffectSummary
        {
            Tables = [.. Tables().Select(EffectOf).OrderBy(static table => table.Table, StringComparer.Ordinal)],
            Ddl = told is null ? null : [.. told.Select(static definition => definition.Effect)],
            Triggers = recorder.Triggers.Effects(_names),
            Rewrites = rewrites,
            Locks = recorder.Locks.Effects(_names, committed.Kinds),
            Sequences = moved,
            Notices = recorder.Notices,
        };
    }

    private IEnumerable<string> Tables() =>
        recorder.Log.Work.Keys.Concat(_truncations.Keys.Concat(probe.Dropped).Where(IsTable)).Distinct(StringComparer.Ordinal);

    /// <summary>Whether it is a table that was there before the run.</summary>
    private bool IsTable(string oid) => committed.Kinds.GetValueOrDefault(oid) is "r" or "p";

    private TableEffect EffectOf(string oid)
    {
        var name = _names.GetValueOrDefault(oid, oid);
        long? before = RowsBefore.TryGetValue(oid, out var rows) ? rows : null;
        long? during = recorder.RowsDuring.TryGetValue(oid, out rows) ? rows : null;
        long? after = RowsAfter.TryGetValue(oid, out rows) ? rows : null;
        return new TableEffect
        {
            Table = name,
            Work = recorder.Log.Work.GetValueOrDefault(oid, RowCounts.None),
            Net = NetOf(oid, before),
            Truncated = _truncations.GetValueOrDefault(oid),
            Dropped = IsTable(oid) && probe.Dropped.Contains(oid),
            Named = named.Contains(name[(name.LastIndexOf('.') + 1)..].Trim('"')),
            RowsBefore = before,
            RowsDuring = during,
            RowsAfter = after,
        };
    }

    /// <summary>What stood at the end; null where the rows that were counted do not bear the counters out, since an exception block undid work inside a statement.</summary>
    private RowCounts? NetOf(string oid, long? before)
    {
        var standing = Standing.GetValueOrDefault(oid, RowCounts.None);
        return before is { } rows && recorder.RowsAtEnd.TryGetValue(oid, out var atEnd) && rows + standing.Inserted - standing.Deleted != atEnd ? null : standing;
    }

    /// <summary>A relation goes by its last name of the run; one that the run dropped by that of before.</summary>
    private static Dictionary<string, string> Names(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> during)
    {
        var names = new Dictionary<string, string>(before, StringComparer.Ordinal);
        foreach (var (oid, name) in during)
        {
            names[oid] = name;
        }

        return names;
    }
}
