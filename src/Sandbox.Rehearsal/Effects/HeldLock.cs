using System.Globalization;

namespace Sandbox.Rehearsal.Effects;

/// <summary>A lock that the transaction holds.</summary>
/// <param name="Relation">The relation's oid.</param>
/// <param name="Mode">The mode as <c>pg_locks</c> names it.</param>
internal sealed record HeldLock(string Relation, string Mode)
{
    /// <summary>The relation's file (<c>pg_relation_filenode</c>) as it is now; null for what has none, and for a lock under which it cannot change.</summary>
    public string? File { get; init; }

    /// <summary>What the relation is (<c>relkind</c>); null where it is dropped.</summary>
    public string? Kind { get; init; }

    /// <summary>Locks in an order of their own; the server lists them as its hash table has them.</summary>
    public static IEnumerable<HeldLock> InOrder(IEnumerable<HeldLock> locks) =>
        locks.OrderBy(static held => uint.Parse(held.Relation, CultureInfo.InvariantCulture)).ThenBy(static held => held.Mode, StringComparer.Ordinal);

    /// <summary>The lock without what changes under it.</summary>
    public (string Relation, string Mode) Key => (Relation, Mode);
}
