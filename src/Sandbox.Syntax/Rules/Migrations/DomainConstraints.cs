using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2039: constraints of domains.</summary>
internal sealed class DomainConstraints : MigrationRule
{
    public override void Check(MigrationStep step)
    {
        if (step.Fact is DomainFact { Constraint: { NotValid: false } } domain && (domain.IsNew || !step.State.IsNewType(domain.Name)))
        {
            step.Report(RuleRegistry.DomainConstraint, $"a change of the constraint of {domain.Name.Shown} reads all tables that use it, under their locks: a CHECK on each table can be added NOT VALID");
        }
    }
}
