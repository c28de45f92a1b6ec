using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2001, SBX2007, SBX2008, SBX2014: constraints that come to a table in use.</summary>
internal sealed class AddedConstraints : MigrationRule
{
    /// <summary>Constraints that this transaction has added NOT VALID.</summary>
    private readonly HashSet<(string Table, string Name)> _notValid = [];

    private readonly HashSet<string> _notNull = new(StringComparer.Ordinal);

    public override void Check(MigrationStep step)
    {
        foreach (var action in step.Actions)
        {
            switch (action.Kind)
            {
                case TableActionKind.AddConstraint when action.Constraint is { } constraint:
                    CheckConstraint(step, constraint, action.Tokens);
                    break;
                case TableActionKind.AddColumn when action.Column is { } column:
                    column.Constraints.ForEach(constraint => CheckConstraint(step, constraint, action.Tokens));
                    break;
                case TableActionKind.ValidateConstraint when step.State.InBlock && _notValid.Contains((step.Table.Name, action.Name ?? string.Empty)):
                    step.Report(RuleRegistry.ConstraintValidatedUnderLock, action.Tokens, $"{action.Name} was added in this transaction, whose lock is still held while every row is checked: validate it in a later one");
                    break;
                case TableActionKind.SetNotNull:
                    _notNull.Add(step.Table.Name);
                    break;
            }
        }
    }

    public override void EndTransaction(RuleRun run) => _notValid.Clear();

    private void CheckConstraint(MigrationStep step, ConstraintFact constraint, SqlTokens action)
    {
        var table = step.Table;
        switch (constraint.Kind)
        {
            case ConstraintKind.Check or ConstraintKind.ForeignKey when constraint.NotValid:
                _notValid.Add((table.Name, constraint.Name ?? string.Empty));
                break;
            case ConstraintKind.Check:
                step.Report(RuleRegistry.ConstraintValidatedUnderLock, action, $"every row of {table.Shown} is checked while nobody can read or write it: add it NOT VALID and VALIDATE it in a later transaction");
                break;
            case ConstraintKind.ForeignKey:
                step.Report(RuleRegistry.ConstraintValidatedUnderLock, action, $"every row of {table.Shown} is checked while nobody can write to it or to {constraint.Referenced?.Shown ?? "the other table"}: add it NOT VALID and VALIDATE it in a later transaction");
                break;
            case ConstraintKind.Unique or ConstraintKind.PrimaryKey when constraint.UsingIndex is null:
                step.Report(RuleRegistry.UniqueConstraintBuildsIndex, action, $"its index is built while nobody can read or write {table.Shown}: CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT ... USING INDEX");
                break;
            case ConstraintKind.PrimaryKey when !_notNull.Contains(table.Name):
                step.Report(RuleRegistry.PrimaryKeyUsingIndex, action, $"columns of {constraint.UsingIndex} that may be null become NOT NULL, and every row of {table.Shown} is read under the lock: make them NOT NULL before");
                break;
            case ConstraintKind.Exclusion:
                step.Report(RuleRegistry.ExclusionConstraint, action, $"every row of {table.Shown} is checked and an index built while nobody can read or write it, and there is no way to do it concurrently");
                break;
        }
    }
}
