using Sandbox.Rehearsal.Effects.Definitions;

namespace Sandbox.Rehearsal.Effects;

/// <summary>What a transaction did between two looks at it.</summary>
/// <param name="Written">Rows written, by the tables' oids.</param>
/// <param name="Redefined">The catalogs that it wrote.</param>
/// <param name="Fired">The triggers whose functions it called.</param>
/// <param name="CountsCalls">Whether the server counts the calls of functions.</param>
/// <param name="Locks">The locks on relations that it holds now, all of them.</param>
/// <param name="HasLockTimeout">Whether <c>lock_timeout</c> is set now.</param>
internal sealed record ProbeReading(
    IReadOnlyDictionary<string, RowCounts> Written, IReadOnlyList<CatalogClass> Redefined, IReadOnlyList<FiredTrigger> Fired, bool CountsCalls, IReadOnlyList<HeldLock> Locks, bool HasLockTimeout)
{
    /// <summary>The tables and indexes that it read or wrote in any way, by oid.</summary>
    public IReadOnlyCollection<string> Touched { get; init; } = [];

    /// <summary>Of the catalogs that it wrote those from which it deleted.</summary>
    public IReadOnlyList<CatalogClass> Shrunk { get; init; } = [];

    /// <summary>Nothing, as of a statement that nobody looked behind.</summary>
    public static ProbeReading None { get; } = new(new Dictionary<string, RowCounts>(StringComparer.Ordinal), [], [], CountsCalls: true, [], HasLockTimeout: false);
}
