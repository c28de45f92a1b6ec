using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>
/// SBX2015: a foreign key whose columns no index begins with when the script ends. Told of columns that the script makes itself: what
/// indexes are on others its text does not say.
/// </summary>
internal sealed class ForeignKeyIndexes : MigrationRule
{
    private readonly List<(string Table, string Column, PendingFinding Finding)> _keys = [];
    private readonly HashSet<(string Table, string Column)> _indexed = [];
    private readonly HashSet<(string Table, string Column)> _added = [];

    public override void Check(MigrationStep step)
    {
        if (step.State.IsRoutine)
        {
            return;
        }

        switch (step.Fact)
        {
            case CreateTable { IsTemporary: false } table:
                table.Columns.ForEach(column => NoteColumn(step, table.Name, column));
                table.Constraints.ForEach(constraint => NoteConstraint(step, table.Name, constraint));
                break;
            case AlterTable { Kind: "table" } altered:
                NoteActions(step, altered);
                break;
            case CreateIndex { IsPartial: false, Columns: [{ } first, ..] } index:
                _indexed.Add((index.Table.Name, first));
                break;
        }
    }

    public override void End(RuleRun run)
    {
        foreach (var (table, column, finding) in _keys)
        {
            if (!_indexed.Contains((table, column)))
            {
                run.Report(finding, $"no index of {table} begins with {column}: each DELETE or key UPDATE of the referenced table reads this one whole");
            }
        }
    }

    private void NoteActions(MigrationStep step, AlterTable altered)
    {
        foreach (var action in altered.Actions)
        {
            if (action.Column is { } column)
            {
                NoteColumn(step, altered.Name, column);
            }
            else if (action is { Constraint: { } constraint })
            {
                NoteConstraint(step, altered.Name, constraint);
            }
        }
    }

    private void NoteColumn(MigrationStep step, ObjectName table, ColumnFact column)
    {
        _added.Add((table.Name, column.Name));
        column.Constraints.ForEach(constraint => NoteConstraint(step, table, constraint with { Columns = [column.Name] }));
    }

    private void NoteConstraint(MigrationStep step, ObjectName table, ConstraintFact constraint)
    {
        if (constraint.Columns is not [{ } first, ..] || !table.IsKnown)
        {
            return;
        }

        if (constraint.Kind is ConstraintKind.Unique or ConstraintKind.PrimaryKey)
        {
            _indexed.Add((table.Name, first));
        }
        else if (constraint.Kind == ConstraintKind.ForeignKey && _added.Contains((table.Name, first)))
        {
            _keys.Add((table.Name, first, step.Defer(RuleRegistry.ForeignKeyWithoutIndex, constraint.Tokens)));
        }
    }
}
