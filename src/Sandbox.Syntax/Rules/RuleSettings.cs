namespace Sandbox.Syntax.Rules;

/// <summary>All options of rules.</summary>
public static class RuleSettings
{
    /// <summary>The server's version.</summary>
    public static RuleSetting ServerVersion { get; } = new(
        "server_version", "a major version, such as `15`", "The oldest server that the SQL is for; without it, the newest.",
        [RuleRegistry.RefusesTransaction, RuleRegistry.NotNullUnderLock, RuleRegistry.RewriteUnderLock, RuleRegistry.DefaultRewrites, RuleRegistry.PartitionDetachedUnderLock])
    {
        PolicyKey = "lint.serverVersion",
    };

    /// <summary>Whether scripts are run in a transaction.</summary>
    public static RuleSetting InTransaction { get; } = new(
        "in_transaction", "`true` or `false`", "Whoever runs the project's `.sql` files opens a transaction around each of them.",
        [
            RuleRegistry.RefusesTransaction, RuleRegistry.ConstraintValidatedUnderLock, RuleRegistry.StatementsUnderLock, RuleRegistry.LockWithoutTimeout, RuleRegistry.RepeatedAlteration,
            RuleRegistry.StatementsUnderWriteLock, RuleRegistry.NotRerunnable, RuleRegistry.NoStatementTimeout, RuleRegistry.UncommittedTransaction, RuleRegistry.NestedTransaction,
        ])
    {
        PolicyKey = "lint.singleTransaction",
    };

    /// <summary>The hosts and databases that nothing may name.</summary>
    public static RuleSetting DeniedTargets { get; } = new(
        "denied_targets", "names with commas between them, a star for any characters", "Hosts and databases that no script and no program may name, besides those of `sandbox.json`.",
        [RuleRegistry.DeniedTarget, RuleRegistry.ProductionInTests])
    {
        PolicyKey = "lint.deny",
    };

    /// <summary>The schemas that several people keep things in.</summary>
    public static RuleSetting SharedSchemas { get; } = new(
        "shared_schemas", "names with commas between them", "Schemas that others keep things in besides `public`, so that `DROP SCHEMA ... CASCADE` of one is a finding.",
        [RuleRegistry.WildcardTeardown])
    {
        PolicyKey = "lint.sharedSchemas",
    };

    /// <summary>The guards of a project.</summary>
    public static RuleSetting GuardMethods { get; } = new(
        "guard_methods", "full names of methods with commas between them, such as `Acme.Db.EnsureCloneAsync`", "Methods that are guards, as if they were marked `[CloneGuard]`.",
        [RuleRegistry.UnguardedDropDatabase, RuleRegistry.WildcardTeardown, RuleRegistry.GuardOnAnotherConnection]);

    /// <summary>The sinks of a project.</summary>
    public static RuleSetting SqlMembers { get; } = new(
        "sql_members", "full names with commas between them, such as `Acme.Db.RunAsync(text)` or `Acme.Query.Body`",
        "Methods that take SQL, in the parameter named in parentheses or else in their first text, and properties and fields that hold it.",
        [.. RuleRegistry.All.Where(static rule => rule == RuleRegistry.RefusesTransaction || (rule.Category is not ("Rehearsal" or "Suppressions") && !rule.NeedsProject))])
    {
        IsOfTheProject = true,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RuleSetting> All { get; } = [ServerVersion, InTransaction, DeniedTargets, SharedSchemas, GuardMethods, SqlMembers];
}
