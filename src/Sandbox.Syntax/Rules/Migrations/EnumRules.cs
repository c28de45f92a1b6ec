using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2013, SBX2038: enumerations, and where a new value goes.</summary>
internal sealed class EnumRules : MigrationRule
{
    public override void Check(MigrationStep step)
    {
        if (step.Fact is CreateEnum type)
        {
            step.Report(RuleRegistry.EnumCreated, $"a value of {type.Name.Shown} can never be taken away, and its order hardly changed: a table of values with a foreign key can");
        }
        else if (step.Fact is AddEnumValue { HasPlace: false } value && !step.State.IsNewType(value.Name))
        {
            step.Report(RuleRegistry.EnumValueWithoutPlace, $"the value becomes the greatest of {value.Name.Shown}, and comparisons that are there do not expect it: say BEFORE or AFTER which");
        }
    }
}
