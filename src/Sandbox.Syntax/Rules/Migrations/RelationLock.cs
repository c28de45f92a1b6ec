using System.Text;
using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>A lock on a relation that a definition, a maintenance command or LOCK takes (manual, "Explicit Locking").</summary>
/// <param name="Relation">The relation; null where the statement names none.</param>
/// <param name="Mode">The mode as <c>pg_locks</c> names it.</param>
internal sealed record RelationLock(ObjectName? Relation, string Mode)
{
    private const string AccessExclusive = "AccessExclusiveLock";
    private const string ShareRowExclusive = "ShareRowExclusiveLock";
    private const string Share = "ShareLock";
    private const string ShareUpdateExclusive = "ShareUpdateExclusiveLock";

    /// <summary>Nobody can read meanwhile; the others let readers through.</summary>
    public bool BlocksReads => Mode is AccessExclusive;

    private bool BlocksWrites => Mode is AccessExclusive or "ExclusiveLock" or ShareRowExclusive or Share;

    /// <summary>The locks of a statement that keep others waiting, on relations in use.</summary>
    public static IEnumerable<RelationLock> Of(StatementFact fact, ScriptState state)
    {
        foreach (var held in Of(fact))
        {
            if (held.BlocksWrites && (held.Relation is null || !state.IsNew(held.Relation)))
            {
                yield return held;
            }
        }
    }

    /// <summary>The locks that a statement takes by its words.</summary>
    public static IEnumerable<RelationLock> Of(StatementFact fact) => fact switch
    {
        AlterTable altered => OfAlter(altered),
        CreateIndex { Concurrently: false } index => [new RelationLock(index.Table, Share)],
        CreateTable table => OfCreate(table),
        TableAttachment attached => [new RelationLock(attached.Table, attached.Kind is "trigger" ? ShareRowExclusive : AccessExclusive)],
        DropObjects { Concurrently: false, Kind: not ("type" or "schema" or "domain" or "database") } drop => drop.Names.ConvertAll(static name => new RelationLock(name, AccessExclusive)),
        Truncate truncate => truncate.Names.ConvertAll(static name => new RelationLock(name, AccessExclusive)),
        Maintenance { Concurrently: false } maintenance => [new RelationLock(maintenance.Name, maintenance.Command.StartsWith("REINDEX", StringComparison.Ordinal) ? Share : AccessExclusive)],
        LockTable locked => locked.Names.ConvertAll(name => new RelationLock(name, ModeOf(locked.Mode))),
        _ => [],
    };

    /// <summary><c>share row exclusive</c> is <c>ShareRowExclusiveLock</c> in <c>pg_locks</c>.</summary>
    private static string ModeOf(string words)
    {
        var mode = new StringBuilder();
        foreach (var word in words.Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            mode.Append(char.ToUpperInvariant(word[0])).Append(word, 1, word.Length - 1);
        }

        return mode.Append("Lock").ToString();
    }

    private static IEnumerable<RelationLock> OfAlter(AlterTable altered)
    {
        if (altered.Kind is "index" or "sequence")
        {
            yield break;
        }

        var strength = 0;
        foreach (var action in altered.Actions)
        {
            strength = Math.Max(strength, StrengthOf(action));
            if (action is { Kind: TableActionKind.AttachPartition, Partition: { } partition })
            {
                yield return new RelationLock(partition, AccessExclusive);
            }

            foreach (var constraint in action.Column?.Constraints ?? (action.Constraint is { } added ? [added] : []))
            {
                if (constraint.Referenced is { } referenced)
                {
                    yield return new RelationLock(referenced, ShareRowExclusive);
                }
            }
        }

        yield return new RelationLock(altered.Name, strength switch { 0 => ShareUpdateExclusive, 1 => ShareRowExclusive, _ => AccessExclusive });
    }

    /// <summary>0: reads and writes pass; 1: reads pass; 2: nothing does (tablecmds.c, AlterTableGetLockLevel).</summary>
    private static int StrengthOf(TableAction action) => action.Kind switch
    {
        TableActionKind.ValidateConstraint or TableActionKind.Harmless or TableActionKind.AttachPartition => 0,
        TableActionKind.DetachPartition when action.Concurrently => 0,
        TableActionKind.Trigger => 1,
        TableActionKind.AddConstraint when action.Constraint is { Kind: ConstraintKind.ForeignKey } => 1,
        _ => 2,
    };

    private static IEnumerable<RelationLock> OfCreate(CreateTable table)
    {
        if (table.PartitionOf is { } parent)
        {
            yield return new RelationLock(parent, AccessExclusive);
        }

        foreach (var constraint in table.Constraints.Concat(table.Columns.SelectMany(static column => column.Constraints)))
        {
            if (constraint.Referenced is { } referenced && !referenced.Name.Equals(table.Name.Name, StringComparison.Ordinal))
            {
                yield return new RelationLock(referenced, ShareRowExclusive);
            }
        }
    }
}
