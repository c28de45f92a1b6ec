namespace Sandbox.Syntax.Rules;

/// <summary>Which rules a project turns on together; each rule belongs to one preset.</summary>
public enum RulePreset
{
    /// <summary>On from the start: what destroys or leaks.</summary>
    Safety,

    /// <summary>What hurts a database in use while a migration runs.</summary>
    Migrations,

    /// <summary>A matter of the house's taste: on only where all rules are.</summary>
    All,
}
