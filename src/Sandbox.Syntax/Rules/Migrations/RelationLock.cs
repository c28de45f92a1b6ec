using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>A lock on a relation in use that keeps others waiting (manual, "Explicit Locking").</summary>
/// <param name="Relation">The relation; null where the statement names none.</param>
/// <param name="BlocksReads">It is AccessExclusiveLock; the others let readers through.</param>
internal sealed record RelationLock(ObjectName? Relation, bool BlocksReads)
{
    private static readonly HashSet<string> Weak = new(StringComparer.Ordinal) { "access share", "row share", "row exclusive", "share update exclusive" };

    /// <summary>The locks that a statement takes.</summary>
    public static IEnumerable<RelationLock> Of(StatementFact fact, ScriptState state)
    {
        foreach (var held in Of(fact))
        {
            if (held.Relation is null || !state.IsNew(held.Relation))
            {
                yield return held;
            }
        }
    }

    private static IEnumerable<RelationLock> Of(StatementFact fact) => fact switch
    {
        AlterTable altered => OfAlter(altered),
        CreateIndex { Concurrently: false } index => [new RelationLock(index.Table, BlocksReads: false)],
        CreateTable table => OfCreate(table),
        TableAttachment attached => [new RelationLock(attached.Table, attached.Kind is not "trigger")],
        DropObjects { Concurrently: false, Kind: not ("type" or "schema" or "domain" or "database") } drop => drop.Names.ConvertAll(static name => new RelationLock(name, BlocksReads: true)),
        Truncate truncate => truncate.Names.ConvertAll(static name => new RelationLock(name, BlocksReads: true)),
        Maintenance { Concurrently: false } maintenance => [new RelationLock(maintenance.Name, !maintenance.Command.StartsWith("REINDEX", StringComparison.Ordinal))],
        LockTable locked when !Weak.Contains(locked.Mode) => locked.Names.ConvertAll(name => new RelationLock(name, locked.Mode is "access exclusive")),
        _ => [],
    };

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
                yield return new RelationLock(partition, BlocksReads: true);
            }

            foreach (var constraint in action.Column?.Constraints ?? (action.Constraint is { } added ? [added] : []))
            {
                if (constraint.Referenced is { } referenced)
                {
                    yield return new RelationLock(referenced, BlocksReads: false);
                }
            }
        }

        if (strength > 0)
        {
            yield return new RelationLock(altered.Name, strength > 1);
        }
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
            yield return new RelationLock(parent, BlocksReads: true);
        }

        foreach (var constraint in table.Constraints.Concat(table.Columns.SelectMany(static column => column.Constraints)))
        {
            if (constraint.Referenced is { } referenced && !referenced.Name.Equals(table.Name.Name, StringComparison.Ordinal))
            {
                yield return new RelationLock(referenced, BlocksReads: false);
            }
        }
    }
}
