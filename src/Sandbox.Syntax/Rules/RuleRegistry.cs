namespace Sandbox.Syntax.Rules;

/// <summary>The one list of rules. An id that was ever released is never given to another rule.</summary>
public static partial class RuleRegistry
{
    private const string Teardown = "Teardown";
    private const string Rehearsal = "Rehearsal";
    private const string Secrets = "Secrets";
    private const string Suppressions = "Suppressions";

    // Filled when it is first asked for: the rules of the other files are there by then.
    private static IReadOnlyList<Rule>? s_all;

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

    /// <summary>SBX1311.</summary>
    public static Rule StatementFailed { get; } = new(
        "SBX1311", "Statement that failed", Rehearsal, RuleSeverity.Error, "The server or psql refused a statement of the script, so that what it should have done is not done.");

    /// <summary>SBX1312.</summary>
    public static Rule CheckFailed { get; } = new(
        "SBX1312", "Check that failed", Rehearsal, RuleSeverity.Error, "A row of a check table says that something is not as the script's author expects it.");

    /// <summary>SBX1313.</summary>
    public static Rule RehearsalFailed { get; } = new(
        "SBX1313", "Rehearsal that is no pass", Rehearsal, RuleSeverity.Error, "The results are not those that were accepted, something is left behind, or the run ended before the script did.");

    /// <summary>SBX1401.</summary>
    public static Rule UnusedSuppression { get; } = new(
        "SBX1401", "Suppression that suppresses nothing, or gives no reason", Suppressions, RuleSeverity.Warning, "A comment that switches a rule off where it finds nothing hides what comes there later; one without a reason nobody can judge.");

    /// <summary>What a run finds and a text alone does not show: the values that variables have then decide.</summary>
    public static IReadOnlyList<Rule> FoundByRuns { get; } = [UnsetVariable, UnfinishedStatement, UnknownCondition, InvalidVariableName, StatementFailed, CheckFailed, RehearsalFailed];

    /// <summary>Every static rule, by id.</summary>
    public static IReadOnlyList<Rule> All => s_all ??=
    [
        .. SafetyRules,
        UnusedSuppression,
        .. MigrationRules,
    ];

    /// <summary>What is said of an id that no rule has, and which rule may have been meant.</summary>
    /// <param name="id">The id as it was written.</param>
    public static string NoRule(string id) => $"there is no rule {id}{Text.NearWord.DidYouMean(id is null ? string.Empty : id.ToUpperInvariant(), All.Select(static rule => rule.Id))}";

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
