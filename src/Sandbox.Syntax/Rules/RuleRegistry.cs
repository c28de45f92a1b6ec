namespace Sandbox.Syntax.Rules;

/// <summary>The one list of rules. An id that was ever released is never given to another rule.</summary>
public static class RuleRegistry
{
    private const string Teardown = "Teardown";

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

    /// <summary>Every rule, by id.</summary>
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
