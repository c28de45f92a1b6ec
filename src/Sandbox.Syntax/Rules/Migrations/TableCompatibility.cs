using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2052 to SBX2062 for ALTER TABLE and its kin: what programs that run on see another way than before.</summary>
/// <param name="made">What the script has made that is no table.</param>
internal sealed class TableCompatibility(NameSet made) : MigrationRule
{
    private static readonly HashSet<string> SequenceOptions = new(StringComparer.OrdinalIgnoreCase) { "restart", "increment", "minvalue", "maxvalue", "start", "cache", "cycle", "as", "no" };

    public override void Check(MigrationStep step)
    {
        if (step.Fact is AlterTable altered && !step.State.IsNew(altered.Name) && !made.Contains(altered.Name))
        {
            altered.Actions.ForEach(action => CheckAction(step, altered, action));
        }
        else if (step.Fact is CreateIndex index && step.Fact.Tokens.IsWord(1, "unique") && !step.State.IsNew(index.Table))
        {
            step.Report(RuleRegistry.WritesRestricted, $"programs that write the same value twice into {index.Table.Shown} fail from now on, CONCURRENTLY or not: change them first");
        }
    }

    private static void CheckAction(MigrationStep step, AlterTable altered, TableAction action)
    {
        var table = altered.Name.Shown;
        switch (action.Kind)
        {
            case TableActionKind.AddColumn:
                step.Report(RuleRegistry.ShapeExtended, action.Tokens, $"rows of {table} get longer: SELECT * and INSERT without columns see {action.Name}");
                if (action.Column is { } column && column.Constraints.Exists(Restricts))
                {
                    ReportRestriction(step, table, action.Tokens);
                }

                break;
            case TableActionKind.AddConstraint or TableActionKind.SetNotNull:
                ReportRestriction(step, table, action.Tokens);
                break;
            case TableActionKind.DropConstraint:
                step.Report(RuleRegistry.GuaranteeDropped, action.Tokens, $"programs that rely on {action.Name} meet rows that it kept away");
                break;
            case TableActionKind.AddIdentity:
                ReportGenerated(step, action);
                break;
            case TableActionKind.Rename or TableActionKind.RenameColumn when altered.Kind is not ("table" or "foreign table"):
                step.Report(RuleRegistry.ObjectRenamed, action.Tokens, $"programs that know {table} by its old names fail from this moment");
                break;
            case TableActionKind.SetSchema:
                step.Report(RuleRegistry.ObjectRenamed, action.Tokens, $"programs that look for {table} where it was fail from this moment");
                break;
            case TableActionKind.DetachPartition:
                ReportDetached(step, action, "the rows of the partition are no longer there for who reads the whole table");
                break;
            case TableActionKind.Trigger or TableActionKind.Other or TableActionKind.Harmless:
                CheckWords(step, altered, action);
                break;
        }
    }

    private static void CheckWords(MigrationStep step, AlterTable altered, TableAction action)
    {
        var tokens = action.Tokens;
        if (altered.Kind is "sequence")
        {
            if (tokens.IsAnyWord(0, SequenceOptions))
            {
                ReportGenerated(step, action);
            }
        }
        else if (altered.Kind is "view" && (tokens.IsWord(0, "set") || tokens.IsWord(0, "reset")))
        {
            step.Report(RuleRegistry.ChangedInPlace, tokens, $"{altered.Name.Shown} answers another way than programs expect: make a new view, and move them over");
        }
        else if (tokens.IsWord(0, "alter"))
        {
            CheckColumn(step, altered, action);
        }
        else if (tokens.IsWord(tokens.Count - 1, "security") && tokens.IsWord(tokens.Count - 2, "level"))
        {
            step.Report(RuleRegistry.RowSecurityChanged, tokens, $"who sees and writes which rows of {altered.Name.Shown} changes for programs that run on");
            if (tokens.IsWord(0, "disable") || tokens.IsWord(0, "force"))
            {
                step.Report(RuleRegistry.TriggerDisabled, tokens, $"what guarded {altered.Name.Shown} no longer does so, or guards against its owner, too");
            }
        }
        else if (tokens.IsWord(0, "disable"))
        {
            step.Report(RuleRegistry.TriggerDisabled, tokens, $"what came of every write to {altered.Name.Shown} no longer does, and nobody is told");
        }
        else if (tokens.IsWord(0, "replica") && tokens.IsWord(1, "identity"))
        {
            ReportDetached(step, action, "subscribers find the row of an UPDATE or a DELETE another way, or not at all");
        }
        else if (tokens.IsWord(0, "no") && tokens.IsWord(1, "inherit"))
        {
            ReportDetached(step, action, "its rows are no longer there for who reads the parent");
        }
    }

    /// <summary><c>ALTER COLUMN name ...</c> and <c>ALTER CONSTRAINT name ...</c></summary>
    private static void CheckColumn(MigrationStep step, AlterTable altered, TableAction action)
    {
        var tokens = action.Tokens;
        var option = tokens.From(tokens.IsWord(1, "column") || tokens.IsWord(1, "constraint") ? 3 : 2);
        if (tokens.IsWord(1, "constraint"))
        {
            if (!(option.Count == 2 && option.IsWord(0, "not") && option.IsWord(1, "enforced")))
            {
                ReportRestriction(step, altered.Name.Shown, tokens);
            }
        }
        else if (option.IsWord(0, "drop"))
        {
            step.Report(
                option.IsWord(1, "identity") ? RuleRegistry.GeneratedValueChanged : RuleRegistry.GuaranteeDropped,
                tokens,
                $"programs that leave {action.Name} out of an INSERT no longer get a value for it");
        }
        else if (option.IsWord(0, "restart") || (option.IsWord(0, "set") && IsGenerated(option)))
        {
            ReportGenerated(step, action);
        }
    }

    private static bool IsGenerated(SqlTokens option) =>
        option.IsWord(1, "default") || option.IsWord(1, "expression") || (option.IsWord(1, "generated") && (option.IsWord(2, "always") || option.Count > 4)) || option.IsAnyWord(1, SequenceOptions);

    private static bool Restricts(ConstraintFact constraint) =>
        constraint.Kind is ConstraintKind.NotNull or ConstraintKind.Check or ConstraintKind.ForeignKey or ConstraintKind.Unique or ConstraintKind.PrimaryKey;

    private static void ReportRestriction(MigrationStep step, string table, SqlTokens part) =>
        step.Report(RuleRegistry.WritesRestricted, part, $"programs that write to {table} what was good until now fail, NOT VALID or not: change them first");

    private static void ReportGenerated(MigrationStep step, TableAction action) =>
        step.Report(RuleRegistry.GeneratedValueChanged, action.Tokens, "programs that leave the value to the server get another one than before");

    private static void ReportDetached(MigrationStep step, TableAction action, string effect) =>
        step.Report(RuleRegistry.TableDetached, action.Tokens, effect);
}
