using System.Globalization;
using Sandbox.Postgres;
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
    private long _command = -1;

    /// <summary>The oids of the foreign keys that the run made and whose columns no index begins with, once <see cref="EndAsync"/> was asked.</summary>
    public IReadOnlySet<string> UnindexedForeignKeys { get; private set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Asks what a statement changed.</summary>
    /// <param name="harness">The rehearsal's session as the harness uses it.</param>
    /// <param name="written">The catalogs that it wrote.</param>
    /// <param name="text">The statement.</param>
    /// <param name="line">Its line.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The oids of the relations whose definitions it changed, which takes a lock on them.</returns>
    public async Task<IReadOnlyCollection<string>> TakeAsync(ISession harness, IReadOnlyList<CatalogClass> written, string text, int line, CancellationToken cancellationToken)
    {
        if (written.Count == 0)
        {
            return [];
        }

        _written.UnionWith(written);
        var question = new DefinitionQuestion(written).Written(_command);
        var answer = await harness.QueryAsync(question.Text, cancellationToken, question.Parameters);
        List<DefinitionChange> changes = [];
        List<ObjectAddress> dropped = [];
        foreach (var row in answer.Rows)
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
            else
            {
                _command = Math.Max(_command, long.Parse(row[^1]!, CultureInfo.InvariantCulture));
                Take(DefinitionRow.Of(row), changes);
            }
        }

        if (changes.Count + dropped.Count > 0)
        {
            _redefinitions.Add(new Redefinition(text, line, levels.Current, changes, dropped));
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
    public async Task EndAsync(ISession harness, CancellationToken cancellationToken)
    {
        var keys = _last.Values.Where(static change => change.Row.Detail?.StartsWith("f", StringComparison.Ordinal) is true && change.Row.Type is "table constraint").Select(static change => change.Row.Address.Oid).ToList();
        if (keys.Count > 0)
        {
            var unindexed = await harness.QueryAsync(
                """
                SELECT k.oid FROM pg_catalog.pg_constraint k
                WHERE k.oid = ANY ($1::oid[]) AND k.contype = 'f' AND NOT EXISTS (
                    SELECT FROM pg_catalog.pg_index i
                    WHERE i.indrelid = k.conrelid AND i.indpred IS NULL AND (i.indkey::int2[])[0:pg_catalog.cardinality(k.conkey) - 1] @> k.conkey)
                """,
                cancellationToken,
                ArrayText.Of(keys));
            UnindexedForeignKeys = unindexed.Rows.Select(static row => row[0]!).ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>What changed, statement by statement.</summary>
    /// <param name="session">A session in the clone once the run is rolled back.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<DefinitionEffect>> CompareAsync(ISession session, CancellationToken cancellationToken)
    {
        if (_redefinitions.Count == 0)
        {
            return [];
        }

        var oids = _last.Keys.Select(static key => key.Item1.Oid).Concat(_dropped.Keys.Select(static address => address.Oid)).Distinct(StringComparer.Ordinal);
        var question = new DefinitionQuestion([.. _written]).Named(oids);
        var before = (await session.QueryAsync(question.Text, cancellationToken, question.Parameters)).Rows.Select(DefinitionRow.Of);
        var comparison = new DefinitionComparison(before);
        return [.. _redefinitions.SelectMany(comparison.Effects)];
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
