namespace Sandbox.Syntax.Rules;

/// <summary>The one list of rules. An id that was ever released is never given to another rule.</summary>
public static class RuleRegistry
{
    private const string Teardown = "Teardown";
    private const string Rehearsal = "Rehearsal";
    private const string Migrations = "Migrations";

    /// <summary>SBX1001.</summary>
    public static Rule UnguardedDropDatabase { get; } = new(
        "SBX1001",
        "DROP DATABASE without a guard",
        Teardown,
        RuleSeverity.Warning,
        "DROP DATABASE cannot be rolled back. Something that checks which database it is talking to, and raises, must stand before it on every path.")
    {
        SafeOnPartialText = true,
        QuietBehindGuard = true,
    };

    /// <summary>SBX1002.</summary>
    public static Rule WildcardTeardown { get; } = new(
        "SBX1002",
        "Wildcard teardown",
        Teardown,
        RuleSeverity.Warning,
        "A teardown that drops whatever matches a pattern, a catalog query or the current user also drops what it was never meant to know. Name exactly what goes.")
    {
        SafeOnPartialText = true,
    };

    /// <summary>SBX1301.</summary>
    public static Rule UnsetVariable { get; } = new(
        "SBX1301", "Variable that is not set", Rehearsal, RuleSeverity.Warning, "psql sends the variable's name as it stands, colon included.");

    /// <summary>SBX1302.</summary>
    public static Rule UnfinishedStatement { get; } = new(
        "SBX1302", "Unfinished statement at the end of the file", Rehearsal, RuleSeverity.Warning, "psql sends what it has at the end of a file, whatever is still open in it.");

    /// <summary>SBX1303.</summary>
    public static Rule UnknownCondition { get; } = new(
        "SBX1303", "Condition that is no truth value", Rehearsal, RuleSeverity.Warning, "psql takes anything but a truth value for false and goes on, ON_ERROR_STOP or not.");

    /// <summary>SBX1304.</summary>
    public static Rule InvalidVariableName { get; } = new(
        "SBX1304", "Invalid name of a variable", Rehearsal, RuleSeverity.Warning, "psql does not set such a variable, and goes on.");

    /// <summary>SBX2001.</summary>
    public static Rule ConstraintValidatedUnderLock { get; } = new("SBX2001", "Constraint validated under a lock", Migrations, RuleSeverity.Warning, "All rows of a table in use are checked while others wait.");

    /// <summary>SBX2002.</summary>
    public static Rule NotNullUnderLock { get; } = new("SBX2002", "NOT NULL checked under a lock", Migrations, RuleSeverity.Warning, "All rows of a table in use are read while others wait.");

    /// <summary>SBX2003.</summary>
    public static Rule JsonColumn { get; } = new("SBX2003", "Column of type json", Migrations, RuleSeverity.Warning, "json has no equality operator, so that queries over the table that compare rows fail.");

    /// <summary>SBX2004.</summary>
    public static Rule StatementsUnderLock { get; } = new("SBX2004", "Statements under an AccessExclusiveLock", Migrations, RuleSeverity.Warning, "Nobody reads the table until the transaction ends, whatever else it does first.");

    /// <summary>SBX2005.</summary>
    public static Rule TypeChangeRewrites { get; } = new("SBX2005", "Change of type that rewrites the table", Migrations, RuleSeverity.Warning, "The whole table is written anew while nobody can read or write it.");

    /// <summary>SBX2006.</summary>
    public static Rule IndexBuiltUnderLock { get; } = new("SBX2006", "Index built under a lock", Migrations, RuleSeverity.Warning, "Writes to the table wait until the index is built.");

    /// <summary>SBX2007.</summary>
    public static Rule UniqueConstraintBuildsIndex { get; } = new("SBX2007", "Unique constraint that builds its index", Migrations, RuleSeverity.Warning, "The index is built while nobody can read or write the table.");

    /// <summary>SBX2008.</summary>
    public static Rule ExclusionConstraint { get; } = new("SBX2008", "Exclusion constraint on a table in use", Migrations, RuleSeverity.Warning, "All rows are checked and an index is built while others wait.");

    /// <summary>SBX2009.</summary>
    public static Rule LockWithoutTimeout { get; } = new("SBX2009", "Blocking lock without lock_timeout", Migrations, RuleSeverity.Warning, "A statement that waits for its lock makes all others wait behind it.");

    /// <summary>SBX2010.</summary>
    public static Rule RewriteUnderLock { get; } = new("SBX2010", "Rewrite under a lock", Migrations, RuleSeverity.Warning, "A table or an index is written anew while others wait.");

    /// <summary>SBX2015.</summary>
    public static Rule ForeignKeyWithoutIndex { get; } = new("SBX2015", "Foreign key without an index", Migrations, RuleSeverity.Warning, "Each delete in the referenced table reads the referencing one whole.");

    /// <summary>What a run finds and a text alone does not show: the values that variables have then decide.</summary>
    public static IReadOnlyList<Rule> FoundByRuns { get; } = 
    [
        UnsetVariable, UnfinishedStatement, UnknownCondition, InvalidVariableName, ConstraintValidatedUnderLock, NotNullUnderLock, JsonColumn, StatementsUnderLock, TypeChangeRewrites, IndexBuiltUnderLock,
        UniqueConstraintBuildsIndex, ExclusionConstraint, LockWithoutTimeout, RewriteUnderLock, ForeignKeyWithoutIndex,
    ];

    /// <summary>Every static rule, by id.</summary>
    public static IReadOnlyList<Rule> All { get; } = [UnguardedDropDatabase, WildcardTeardown];

    /// <summary>The rule with this id, in any case; null where there is none.</summary>
    /// <param name="id">For example <c>SBX1001</c>.</param>
    public static Rule? Find(string id)
    {
        foreach (var rule in All)
        {
            if (string.Equals(rule.Id, id, StringComparison.OrdinalIgnoreCase))
            {
                return rule;
            }
        }

        return null;
    }
}
