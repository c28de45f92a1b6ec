using System.Globalization;
using Sandbox.Rehearsal.NetZero;

namespace Sandbox.Rehearsal.States;

/// <summary>Compares two states of a database, part by part.</summary>
internal static class StateComparer
{
    /// <inheritdoc cref="DatabaseState.Compare"/>
    public static StateComparison Compare(DatabaseState before, DatabaseState after) => new()
    {
        Before = before,
        After = after,
        Differences =
        [
            .. Identity(before.Identity, after.Identity),
            .. Catalog(before.Catalog, after.Catalog),
            .. Tables(before, after),
            .. Sequences(before.Sequences, after.Sequences),
        ],
    };

    private static IEnumerable<StateDifference> Identity(StateIdentity before, StateIdentity after)
    {
        (string What, string? Before, string? After)[] parts =
        [
            ("system identifier", before.SystemIdentifier, after.SystemIdentifier),
            ("database", before.Database, after.Database),
            ("database oid", before.DatabaseOid, after.DatabaseOid),
            ("major version", Major(before), Major(after)),
        ];
        return parts.Where(static part => !string.Equals(part.Before, part.After, StringComparison.Ordinal))
            .Select(static part => Logical("identity", part.What, StateChange.Changed, part.Before, part.After));
    }

    private static string Major(StateIdentity identity) => identity.ServerVersion.Split('.')[0];

    /// <summary>What differs between two readings of a catalog.</summary>
    public static IEnumerable<StateDifference> Catalog(IReadOnlyList<CatalogEntry> before, IReadOnlyList<CatalogEntry> after)
    {
        var (then, now) = (Definitions(before), Definitions(after));
        foreach (var (kind, name) in then.Keys.Union(now.Keys).OrderBy(static key => key.Kind, StringComparer.Ordinal).ThenBy(static key => key.Name, StringComparer.Ordinal))
        {
            var (was, isNow) = (then.GetValueOrDefault((kind, name)), now.GetValueOrDefault((kind, name)));
            if (!string.Equals(was, isNow, StringComparison.Ordinal))
            {
                yield return Logical(kind, name, was is null ? StateChange.Added : isNow is null ? StateChange.Removed : StateChange.Changed, was, isNow);
            }
        }
    }

    // Names are unique in a catalog, but for the odd one out: then all definitions under it are one.
    private static Dictionary<(string Kind, string Name), string> Definitions(IReadOnlyList<CatalogEntry> entries) => entries
        .GroupBy(static entry => (entry.Kind, entry.Name))
        .ToDictionary(static group => group.Key, static group => string.Join("; ", group.Select(static entry => entry.Definition).Order(StringComparer.Ordinal)));

    private static IEnumerable<StateDifference> Tables(DatabaseState before, DatabaseState after)
    {
        // A table that is on one side only is in the catalog's differences.
        var now = after.Tables.ToDictionary(static table => table.Name, StringComparer.Ordinal);
        return before.Tables.Where(table => now.ContainsKey(table.Name)).SelectMany(table => TableComparer.Compare(table, now[table.Name]));
    }

    private static IEnumerable<StateDifference> Sequences(IReadOnlyList<SequenceState> before, IReadOnlyList<SequenceState> after)
    {
        var now = after.ToDictionary(static sequence => sequence.Name, StringComparer.Ordinal);
        foreach (var sequence in before.Where(sequence => now.ContainsKey(sequence.Name)))
        {
            var position = now[sequence.Name].Position;
            if (sequence.Position is null || position is null)
            {
                yield return new(ResidueKind.Physical, "sequence", sequence.Name, null, null, StateChange.NotMeasured, sequence.Position, position);
            }
            else if (!string.Equals(sequence.Position, position, StringComparison.Ordinal))
            {
                yield return new(ResidueKind.Physical, "sequence", sequence.Name, null, null, StateChange.Changed, sequence.Position, position);
            }
        }
    }

    private static StateDifference Logical(string what, string name, StateChange change, string? before, string? after) =>
        new(ResidueKind.Logical, what, name, Key: null, Column: null, change, before, after);
}
