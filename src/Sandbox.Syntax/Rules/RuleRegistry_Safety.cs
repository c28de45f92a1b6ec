namespace Sandbox.Syntax.Rules;

/// <content>The bands of teardown, rehearsal, secrets and targets: what destroys or leaks.</content>
public static partial class RuleRegistry
{
    /// <summary>SBX1003.</summary>
    public static Rule RuntimeDatabaseName { get; } = new(
        "SBX1003", "Database name built at run time", Teardown, RuleSeverity.Warning, "What a variable, a parameter or a query holds by then decides which database goes.")
    {
        SafeOnPartialText = true,
    };

    /// <summary>SBX1004.</summary>
    public static Rule ForcedDisconnection { get; } = new(
        "SBX1004", "Sessions ended without an exact name", Teardown, RuleSeverity.Warning, "FORCE and pg_terminate_backend end the work of whoever is connected.")
    {
        SafeOnPartialText = true,
    };

    /// <summary>SBX1005.</summary>
    public static Rule UnboundedWrite { get; } = new(
        "SBX1005", "Write to all rows", Teardown, RuleSeverity.Warning, "TRUNCATE ... CASCADE empties tables that nobody named, and DELETE or UPDATE without WHERE leaves no row as it was.");

    /// <summary>SBX1006.</summary>
    public static Rule GuardOnAnotherConnection { get; } = new(
        "SBX1006", "Guard on another connection", Teardown, RuleSeverity.Warning, "What a guard has found out on one connection says nothing of the next one.")
    {
        SafeOnPartialText = true,
    };

    /// <summary>SBX1007.</summary>
    public static Rule SwallowedTeardown { get; } = new(
        "SBX1007", "Failed teardown step followed by a broader one", Teardown, RuleSeverity.Warning, "A step that failed is a reason to stop, and not to drop more.");

    /// <summary>SBX1101.</summary>
    public static Rule CommitInRollbackOnly { get; } = new(
        "SBX1101", "COMMIT in a rollback-only script", Rehearsal, RuleSeverity.Warning, "The script says of itself that nothing of it stays.");

    /// <summary>SBX1102.</summary>
    public static Rule EscapesRollback { get; } = new(
        "SBX1102", "Statement that escapes a rollback", Rehearsal, RuleSeverity.Warning, "What it does in another session, a file or a program no ROLLBACK takes back.");

    /// <summary>SBX1103.</summary>
    public static Rule UncheckedRehearsal { get; } = new(
        "SBX1103", "Rehearsal without clone check or ON_ERROR_STOP", Rehearsal, RuleSeverity.Warning, "Run by hand with psql it writes wherever it is connected, and goes on after an error.");

    /// <summary>SBX1104.</summary>
    public static Rule RefusesTransaction { get; } = new(
        "SBX1104", "Statement that cannot run in a transaction block", Rehearsal, RuleSeverity.Warning, "The server refuses it between BEGIN and COMMIT.");

    /// <summary>SBX1105.</summary>
    public static Rule ReachesOutside { get; } = new(
        "SBX1105", "Meta-command that reaches outside", Rehearsal, RuleSeverity.Warning, "A shell, a file or another database is no part of the transaction that is rolled back.");

    /// <summary>SBX1106.</summary>
    public static Rule UnreadResults { get; } = new(
        "SBX1106", "Result table without a verdict, or never read", Rehearsal, RuleSeverity.Warning, "A check that nobody reads or that says neither pass nor fail checks nothing.");

    /// <summary>SBX1201.</summary>
    public static Rule PasswordInLiteral { get; } = new(
        "SBX1201", "Password in a literal", Secrets, RuleSeverity.Warning, "Who can read the script, its history or the server's log can log in.")
    {
        SafeOnPartialText = true,
    };

    /// <summary>SBX1202.</summary>
    public static Rule DeniedTarget { get; } = new(
        "SBX1202", "Target on the deny list", Secrets, RuleSeverity.Warning, "A script that names a production server or database will be run against it one day.")
    {
        SafeOnPartialText = true,
    };

    /// <summary>SBX1203.</summary>
    public static Rule ProductionInTests { get; } = new(
        "SBX1203", "Production name in a test project", Secrets, RuleSeverity.Warning, "A test that knows the name of what must never be written to will be run against it one day.")
    {
        SafeOnPartialText = true,
        NeedsProject = true,
    };

    private static IReadOnlyList<Rule> SafetyRules =>
    [
        UnguardedDropDatabase, WildcardTeardown, RuntimeDatabaseName, ForcedDisconnection, UnboundedWrite, GuardOnAnotherConnection, SwallowedTeardown,
        CommitInRollbackOnly, EscapesRollback, UncheckedRehearsal, RefusesTransaction, ReachesOutside, UnreadResults, PasswordInLiteral, DeniedTarget, ProductionInTests,
    ];
}
