using System.Globalization;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Effects.Definitions;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.States;
using Sandbox.Syntax.Text;

namespace Sandbox.Rehearsal.Lanes;

/// <summary>What a script did to a copy, by comparing the copy before and after it.</summary>
/// <param name="before">The copy before.</param>
/// <param name="after">The copy after, read when no session of the script's was left.</param>
/// <param name="named">The names that the script's text holds.</param>
internal sealed class CopyEffects(DatabaseState before, DatabaseState after, IReadOnlySet<string> named)
{
    // Work is counted by the server, without loss where the moment says so.
    private readonly bool _countsWork = before.Moment.CountsRows && after.Moment.CountsRows && after.Moment.Continues(before.Moment);
    private readonly Dictionary<string, TableState> _before = before.Tables.ToDictionary(Oid, StringComparer.Ordinal);
    private readonly Dictionary<string, TableState> _after = after.Tables.ToDictionary(Oid, StringComparer.Ordinal);

    /// <summary>The oids of the tables whose contents or counters differ.</summary>
    public IEnumerable<string> Written => _after
        .Where(table => _before.GetValueOrDefault(table.Key) is not { } was
            || !string.Equals(was.Counters, table.Value.Counters, StringComparison.Ordinal) || !string.Equals(was.Digest, table.Value.Digest, StringComparison.Ordinal))
        .Select(static table => table.Key);

    /// <summary>The whole, apart from what only the run itself hears: notices and notifications.</summary>
    public EffectSummary Describe()
    {
        var tables = _before.Keys.Union(_after.Keys, StringComparer.Ordinal)
            .Select(oid => Compare(_before.GetValueOrDefault(oid), _after.GetValueOrDefault(oid)))
            .OfType<(TableEffect Effect, IReadOnlyList<RowEffect> Rows)>()
            .OrderBy(static table => table.Effect.Table, StringComparer.Ordinal)
            .ToList();
        return new EffectSummary
        {
            Tables = [.. tables.Select(static table => table.Effect)],
            Rows = [.. tables.SelectMany(static table => table.Rows).Take(RowLog.MostEffects)],
            Ddl = CopyDefinitions.Of(before, after, named),
            Sequences = Sequences(),
        };
    }

    private (TableEffect Effect, IReadOnlyList<RowEffect> Rows)? Compare(TableState? was, TableState? now)
    {
        var table = now ?? was!;
        var work = Work(was, now);
        var rows = Rows(was, now);
        var isSame = was is not null && now is not null && was.NotMeasured is null && now.NotMeasured is null && was.RowCount == now.RowCount && string.Equals(was.Digest, now.Digest, StringComparison.Ordinal);
        if (isSame && (work is null || work == RowCounts.None))
        {
            return null;
        }

        var name = ObjectIdentity.WithoutPublic(table.Name);
        return (
            new TableEffect
            {
                Table = name,
                Work = work,
                Net = isSame ? RowCounts.None : rows is null ? NetByCount(was, now) : Net(rows),
                Dropped = now is null,
                Named = named.Contains(QuotedName.Bare(name[(name.LastIndexOf('.') + 1)..])),
                RowsBefore = was?.RowCount ?? 0,
                RowsDuring = now is null ? 0 : now.RowCount,
            },
            rows ?? []);
    }

    /// <summary>The rows that differ; null where they were not kept.</summary>
    private static List<RowEffect>? Rows(TableState? was, TableState? now)
    {
        if ((was is not null && was.Kept != RowsKept.All) || (now is not null && now.Kept != RowsKept.All))
        {
            return null;
        }

        var table = now ?? was!;
        var byKey = table.KeyColumns.Count > 0 && (was is null || now is null || was.KeyColumns.SequenceEqual(now.KeyColumns, StringComparer.Ordinal))
            && (was?.Rows ?? []).Concat(now?.Rows ?? []).All(static row => row.Key is not null);
        var gone = (was?.Rows ?? []).ToLookup(Identity, StringComparer.Ordinal).ToDictionary(static rows => rows.Key, static rows => new Stack<StateRow>(rows), StringComparer.Ordinal);
        var effects = new List<RowEffect>();
        foreach (var row in now?.Rows ?? [])
        {
            if (!gone.TryGetValue(Identity(row), out var earlier) || !earlier.TryPop(out var old))
            {
                effects.Add(new RowEffect(ObjectIdentity.WithoutPublic(now!.Name), Key(now, row), RowChange.Inserted, null, Values(now, row)));
            }
            else if (!string.Equals(old.Digest, row.Digest, StringComparison.Ordinal) && Changed(was!, old, now!, row) is { } changed)
            {
                effects.Add(changed);
            }
        }

        effects.AddRange(gone.Values.SelectMany(static rows => rows).Select(row => new RowEffect(ObjectIdentity.WithoutPublic(table.Name), Key(was!, row), RowChange.Deleted, Values(was!, row), null)));
        return effects;

        string Identity(StateRow row) => byKey ? row.Key! : row.Digest;
    }

    /// <summary>The columns that differ, of those that both have; null where a column that came or went is all that differs.</summary>
    private static RowEffect? Changed(TableState was, StateRow old, TableState now, StateRow row)
    {
        var (then, values) = (Values(was, old), Values(now, row));
        var common = values.Keys.Where(then.ContainsKey).ToList();
        var differing = common.Where(column => !string.Equals(then[column], values[column], StringComparison.Ordinal)).ToList();
        if (differing.Count == 0 && was.Columns.SequenceEqual(now.Columns, StringComparer.Ordinal))
        {
            // The rows differ and nothing that may be shown does: it is in what was redacted.
            differing = common.FindAll(column => then[column]?.Contains(Redaction.Mark, StringComparison.Ordinal) == true);
        }

        return differing.Count == 0 ? null : new RowEffect(
            ObjectIdentity.WithoutPublic(now.Name), Key(now, row), RowChange.Updated, differing.ToDictionary(static column => column, column => then[column], StringComparer.Ordinal), differing.ToDictionary(static column => column, column => values[column], StringComparer.Ordinal));
    }

    private static RowCounts Net(List<RowEffect> rows) =>
        new(rows.Count(static row => row.Change == RowChange.Inserted), rows.Count(static row => row.Change == RowChange.Updated), rows.Count(static row => row.Change == RowChange.Deleted));

    /// <summary>Of a table that is there on one side only the number of rows is enough.</summary>
    private static RowCounts? NetByCount(TableState? was, TableState? now) =>
        was is null && now!.RowCount is { } inserted ? new RowCounts(inserted, 0, 0)
        : now is null && was!.RowCount is { } deleted ? new RowCounts(0, 0, deleted)
        : null;

    /// <summary>What was written, rolled back or not; null for a dropped table, whose counters went with it, and where the server may lose counts.</summary>
    private RowCounts? Work(TableState? was, TableState? now) =>
        !_countsWork || now is null ? null : Counters(now) - (was is null ? RowCounts.None : Counters(was));

    private static RowCounts Counters(TableState table)
    {
        var numbers = table.Counters.Split('/')[^3..].Select(static number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new RowCounts(numbers[0], numbers[1], numbers[2]);
    }

    private static string Oid(TableState table) => table.Counters.Split('/')[0];

    private IReadOnlyList<SequenceEffect> Sequences()
    {
        var then = before.Sequences.ToDictionary(static sequence => sequence.Name, static sequence => sequence.Position, StringComparer.Ordinal);
        return
        [
            .. after.Sequences.Where(now => now.Position is not null && then.GetValueOrDefault(now.Name) is { } position && !string.Equals(position, now.Position, StringComparison.Ordinal))
                .Select(now => new SequenceEffect(ObjectIdentity.WithoutPublic(now.Name), Position(then[now.Name]!), Position(now.Position!))),
        ];
    }

    private static long? Position(string position) => long.TryParse(position, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Dictionary<string, string?> Key(TableState table, StateRow row) =>
        Values(table, row).Where(value => table.KeyColumns.Select(QuotedName.Bare).Contains(value.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal);

    private static Dictionary<string, string?> Values(TableState table, StateRow row) =>
        table.Columns.Select((column, at) => (Name: QuotedName.Bare(TableComparer.Name(column)), Value: row.Values[at])).ToDictionary(static value => value.Name, static value => value.Value, StringComparer.Ordinal);
}
