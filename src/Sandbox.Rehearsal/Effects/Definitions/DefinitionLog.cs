using System.Globalization;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Effects.Definitions;

/// <summary>Which statement changed which definition. What was there before the run is read once it is rolled back.</summary>
/// <param name="levels">The script's blocks.</param>
/// <param name="hidden">What the names of the harness's own objects contain.</param>
internal sealed class DefinitionLog(BlockLevels levels, string hidden)
{
    private readonly List<Redefinition> _redefinitions = [];
    private readonly Dictionary<(ObjectAddress, string Facet), DefinitionChange> _last = [];
    private readonly Dictionary<ObjectAddress, BlockLevel> _dropped = [];
    private readonly HashSet<CatalogClass> _written = [];
    private readonly List<DefinitionChange> _changes = [];
    private readonly HashSet<string> _beneath = new(StringComparer.Ordinal);
    private readonly VanishedRows _vanished = new();
    private long _command = -1;

    /// <summary>The oids of the foreign keys that the run made and whose columns no index begins with, once <see cref="EndAsync"/> was asked.</summary>
    public IReadOnlySet<string> UnindexedForeignKeys { get; private set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Asks what a statement changed.</summary>
    /// <param name="harness">The rehearsal's session as the harness uses it.</param>
    /// <param name="reading">The look behind it.</param>
    /// <param name="text">The statement.</param>
    /// <param name="runsCode">Whether it is no definition itself.</param>
    /// <param name="line">Its line.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The oids of the relations whose definitions it changed, which takes a lock on them.</returns>
    public async Task<IReadOnlyCollection<string>> TakeAsync(IHarness harness, ProbeReading reading, string text, bool runsCode, int line, CancellationToken cancellationToken)
    {
        var written = reading.Redefined;
        if (written.Count == 0)
        {
            return [];
        }

        _written.UnionWith(written);
        var answers = await harness.AskAsync([.. written.Select(catalog => DefinitionQuestion.Written(catalog, _command))], cancellationToken);
        List<DefinitionChange> changes = [];
        List<ObjectAddress> dropped = [];
        foreach (var row in answers.SelectMany(static answer => answer.Rows))
        {
            if (row[0] is "dropped")
            {
                var address = new ObjectAddress(row[1]!, row[2]!, "0");
                if (_dropped.GetValueOrDefault(address) is not { IsUndone: false })
                {
                    _dropped[address] = levels.Current;
                    dropped.Add(address);
                }
            }
            else if (row[0] is "beneath")
            {
                _beneath.Add(row[2]!);
            }
            else
            {
                _command = Math.Max(_command, long.Parse(row[^1]!, CultureInfo.InvariantCulture));
                Take(DefinitionRow.Of(row), changes);
            }
        }

        _changes.AddRange(changes);
        var looks = await _vanished.LookAsync(harness, reading.Shrunk, levels.Current, _changes, cancellationToken);
        if (changes.Count + dropped.Count + looks.Count > 0)
        {
            _redefinitions.Add(new Redefinition(text, line, levels.Current, changes, dropped) { Looks = looks, RunsCode = runsCode });
        }

        return [.. changes.Select(static change => RelationOf(change.Row)).Concat(dropped.Where(static gone => gone.Class is CatalogClass.Relations).Select(static gone => gone.Oid)).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The relation that must be locked for a row to be written; null where none must, as for comments and privileges.</summary>
    private static string? RelationOf(DefinitionRow row) =>
        row.Facet.Split(' ')[0] is "comment" or "security" or "owner" or DefinitionRow.Privileges ? null
        : row.Address.Class is CatalogClass.Relations && row.Type is not "index" ? row.Address.Oid
        : row.Type is "index" or "table constraint" or "trigger" or "rule" or "policy" or "statistics object"
            ? row.Owners.Where(static owner => owner is { Kind: 'a', Owner.Class: CatalogClass.Relations }).Select(static owner => owner.Owner.Oid).FirstOrDefault()
        : null;

    /// <summary>Looks at what the script leaves when it ends, before it is rolled back.</summary>
    /// <param name="harness">The rehearsal's session as the harness uses it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task EndAsync(IHarness harness, CancellationToken cancellationToken)
    {
        var keys = _last.Values.Where(static change => change.Row.Detail?.StartsWith("f", StringComparison.Ordinal) is true && change.Row.Type is "table constraint").Select(static change => change.Row.Address.Oid).ToList();
        if (keys.Count > 0)
        {
            var unindexed = await harness.AskAsync(
                [new BatchStatement(
                """
                SELECT k.oid FROM pg_catalog.pg_constraint k
                WHERE k.oid = ANY ($1::oid[]) AND k.contype = 'f' AND NOT EXISTS (
                    SELECT FROM pg_catalog.pg_index i
                    WHERE i.indrelid = k.conrelid AND i.indpred IS NULL AND (i.indkey::int2[])[0:pg_catalog.cardinality(k.conkey) - 1] @> k.conkey)
                """,
                ArrayText.Of(keys))],
                cancellationToken);
            UnindexedForeignKeys = unindexed[0].Rows.Select(static row => row[0]!).ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>What changed, statement by statement.</summary>
    /// <param name="harness">A session in the clone once the run is rolled back.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<DefinitionEffect>> CompareAsync(IHarness harness, CancellationToken cancellationToken)
    {
        if (_redefinitions.Count == 0)
        {
            return [];
        }

        var present = await _vanished.ReadBeforeAsync(harness, cancellationToken);
        var vanished = _redefinitions.ToDictionary(static redefinition => redefinition, redefinition => redefinition.Looks.SelectMany(look => look.Vanished(present[look.Catalog])).ToList());
        var oids = _last.Keys.Select(static key => key.Item1.Oid).Concat(_dropped.Keys.Select(static address => address.Oid))
            .Concat(vanished.Values.SelectMany(static rows => rows.Select(static row => row.Address.Oid))).Distinct(StringComparer.Ordinal).ToList();
        var answers = await harness.AskAsync([.. _written.Select(catalog => DefinitionQuestion.Named(catalog, oids))], cancellationToken);
        var before = answers.SelectMany(static answer => answer.Rows).Select(DefinitionRow.Of).ToList();
        var rows = before.Concat(_changes.Select(static change => change.Row)).DistinctBy(static row => (row.Address, row.Facet)).ToDictionary(static row => (row.Address, row.Facet));
        var comparison = new DefinitionComparison(before, await ReadKnownAsync(harness, cancellationToken));
        return [.. _redefinitions.SelectMany(redefinition => comparison.Effects(redefinition, [.. vanished[redefinition].Where(rows.ContainsKey).Select(row => rows[row])]))];
    }

    /// <summary>Of the relations that statements dropped, those that nobody is told of but that were there before the statement.</summary>
    private async Task<IReadOnlySet<string>> ReadKnownAsync(IHarness harness, CancellationToken cancellationToken)
    {
        var relations = _dropped.Keys.Where(static gone => gone.Class is CatalogClass.Relations).Select(static gone => gone.Oid).ToList();
        if (relations.Count == 0)
        {
            return _beneath;
        }

        var lasting = await harness.AskAsync([new BatchStatement("SELECT c.oid FROM pg_catalog.pg_class c WHERE c.oid = ANY ($1::pg_catalog.oid[])", ArrayText.Of(relations))], cancellationToken);
        return _beneath.Union(lasting[0].Rows.Select(static row => row[0]!), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
    }

    private void Take(DefinitionRow row, List<DefinitionChange> changes)
    {
        var last = _last.GetValueOrDefault((row.Address, row.Facet))?.Standing;
        if (row.Identity?.Contains(hidden, StringComparison.Ordinal) != true && !row.Says(last?.Row.Digest))
        {
            changes.Add(_last[(row.Address, row.Facet)] = new DefinitionChange(row, levels.Current, last));
        }
    }
}
