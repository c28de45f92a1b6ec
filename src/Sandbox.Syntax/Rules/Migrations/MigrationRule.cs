namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>A rule, or a small family of rules, over what a script does to definitions. One instance serves one script.</summary>
internal abstract class MigrationRule
{
    /// <summary>Looks at a statement before it takes effect on the script's state.</summary>
    public abstract void Check(MigrationStep step);

    /// <summary>The transaction ends: what was locked is free.</summary>
    public virtual void EndTransaction(RuleRun run)
    {
    }

    /// <summary>The script ends.</summary>
    public virtual void End(RuleRun run)
    {
    }
}
