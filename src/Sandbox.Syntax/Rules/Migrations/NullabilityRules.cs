using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2002, SBX2023, SBX2026: what becomes NOT NULL, and what no longer is.</summary>
internal sealed class NullabilityRules : MigrationRule
{
    /// <summary>The columns that a CHECK which is valid says to be NOT NULL.</summary>
    private readonly HashSet<(string Table, string Column)> _checked = [];

    private readonly Dictionary<(string Table, string Constraint), string> _toValidate = [];

    public override void Check(MigrationStep step)
    {
        foreach (var action in step.Actions)
        {
            switch (action.Kind)
            {
                case TableActionKind.AddConstraint when action.Constraint is { } constraint:
                    NoteConstraint(step, constraint, action.Tokens);
                    break;
                case TableActionKind.ValidateConstraint when _toValidate.TryGetValue((step.Table.Name, action.Name ?? string.Empty), out var column):
                    _checked.Add((step.Table.Name, column));
                    break;
                case TableActionKind.SetNotNull when step.State.ServerVersion < 12 || !_checked.Contains((step.Table.Name, action.Name ?? string.Empty)):
                    ReportScan(step, action.Tokens, action.Name);
                    break;
                case TableActionKind.DropNotNull:
                    step.Report(RuleRegistry.NotNullDropped, action.Tokens, $"programs that read {action.Name} do not expect a null there: change them first");
                    break;
                case TableActionKind.AddColumn when action.Column is { } column && IsRequired(column):
                    step.Report(RuleRegistry.RequiredColumn, action.Tokens, $"it fails where {step.Table.Shown} has rows, and programs that do not know {column.Name} can no longer insert: give it a DEFAULT, or leave NOT NULL to a later step");
                    break;
            }
        }
    }

    private static void ReportScan(MigrationStep step, SqlTokens action, string? column) =>
        step.Report(RuleRegistry.NotNullUnderLock, action, $"every row of {step.Table.Shown} is read while nobody can read or write it: add CHECK ({column} IS NOT NULL) NOT VALID, VALIDATE it, and then SET NOT NULL");

    private void NoteConstraint(MigrationStep step, ConstraintFact constraint, SqlTokens action)
    {
        if (constraint.Kind == ConstraintKind.NotNull && !constraint.NotValid)
        {
            ReportScan(step, action, constraint.Columns.Count > 0 ? constraint.Columns[0] : null);
        }
        else if (constraint is { Kind: ConstraintKind.Check, Expression: { } expression } && ColumnOf(expression) is { } column)
        {
            if (constraint.NotValid)
            {
                _toValidate[(step.Table.Name, constraint.Name ?? string.Empty)] = column;
            }
            else
            {
                _checked.Add((step.Table.Name, column));
            }
        }
    }

    /// <summary>The column of <c>column IS NOT NULL</c>; null for any other expression.</summary>
    private static string? ColumnOf(SqlTokens expression)
    {
        var inner = expression.Is(0, TokenKind.OpenParenthesis) && expression.SkipParentheses(0) == expression.Count ? expression.Between(1, expression.Count - 1) : expression;
        return inner.Count == 4 && inner.IsWord(1, "is") && inner.IsWord(2, "not") && inner.IsWord(3, "null") ? inner.Name(0) : null;
    }

    private static bool IsRequired(ColumnFact column) =>
        column.Has(ConstraintKind.NotNull) && column.Type is not { IsSerial: true } && !column.Has(ConstraintKind.Stored) && !column.Has(ConstraintKind.Virtual) && !column.Has(ConstraintKind.Identity)
        && (column.Find(ConstraintKind.Default) is not { Expression: { } value } || (value.Count == 1 && value.IsWord(0, "null")));
}
