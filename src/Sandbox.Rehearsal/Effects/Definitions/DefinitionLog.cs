using System.Globalization;
using Sandbox.Postgres;

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

    /// <summary>Asks what a statement changed.</summary>
    /// <param name="harness">The rehearsal's session as the harness uses it.</param>
    /// <param name="written">The catalogs that it wrote.</param>
    /// <param name="text">The statement.</param>
    /// <param name="line">Its line.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task TakeAsync(ISession harness, IReadOnlyList<CatalogClass> written, string text, int line, CancellationToken cancellationToken)
    {
        if (written.Count == 0)
        {
            return;
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
    }

    /// <summary>What changed, statement by statement.</summary>
    /// <param name="session">A session in the clone once the run is rolled back.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<DdlEffect>> CompareAsync(ISession session, CancellationToken cancellationToken)
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
