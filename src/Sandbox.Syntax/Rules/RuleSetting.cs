namespace Sandbox.Syntax.Rules;

/// <summary>An option of rules. The analyzers and the pages of the rules read it from <see cref="RuleSettings"/>.</summary>
/// <param name="Name">Its name, in lower case with underscores.</param>
/// <param name="Form">What its value looks like where the analyzers read it.</param>
/// <param name="Description">What it does, one sentence.</param>
/// <param name="Rules">The rules that it concerns.</param>
public sealed record RuleSetting(string Name, string Form, string Description, IReadOnlyList<Rule> Rules)
{
    /// <summary>The key of the value for all these rules, in a <c>.globalconfig</c> or <c>.editorconfig</c>.</summary>
    public string Key { get; } = "sandbox_" + Name;

    /// <summary>What <c>sandbox lint</c> reads instead, in <c>sandbox.json</c>; null where it has no such option.</summary>
    public string? PolicyKey { get; init; }

    /// <summary>Whether it says what is SQL, before any rule is asked, so that one rule cannot have a value of its own.</summary>
    public bool IsOfTheProject { get; init; }

    /// <summary>The keys of the values for one rule alone, which come before the one for all, in the form of .NET's own analyzers.</summary>
    public IReadOnlyDictionary<Rule, string> KeysOfRules { get; } = Rules.ToDictionary(static rule => rule, rule => $"dotnet_code_quality.{rule.Id}.{Name}");
}
