using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2030 to SBX2034: types that a column should not have.</summary>
internal sealed class ColumnTypes : MigrationRule
{
    public override void Check(MigrationStep step)
    {
        foreach (var (column, type) in step.Types)
        {
            switch (type.Name)
            {
                case "character":
                case "\"char\"" when type.HasLength:
                    step.Report(RuleRegistry.CharColumn, type.Tokens, $"{column} is padded with blanks that comparisons ignore and LIKE does not: use text, with a CHECK of its length where there is one");
                    break;
                case "character varying" when type.HasLength:
                    step.Report(RuleRegistry.LimitedVarchar, type.Tokens, $"to change the length of {column} later locks the table: use text with a CHECK of its length");
                    break;
                case "integer" or "smallint":
                    step.Report(RuleRegistry.NarrowInteger, type.Tokens, $"{column} ends at {(type.Name is "integer" ? "2,147,483,647" : "32,767")}, and to widen it writes the table anew: use bigint");
                    break;
                case "serial" or "bigserial" or "smallserial":
                    step.Report(RuleRegistry.SerialColumn, type.Tokens, $"the sequence of {column} has privileges and an owner of its own: use GENERATED ... AS IDENTITY");
                    if (type.Name is not "bigserial")
                    {
                        step.Report(RuleRegistry.NarrowInteger, type.Tokens, $"{column} ends at {(type.Name is "serial" ? "2,147,483,647" : "32,767")}, and to widen it writes the table anew: use bigint");
                    }

                    break;
                case "timestamp":
                    step.Report(RuleRegistry.TimestampWithoutZone, type.Tokens, $"{column} does not say which moment it means, and changes its meaning with the session's time zone: use timestamptz");
                    break;
            }
        }
    }
}
