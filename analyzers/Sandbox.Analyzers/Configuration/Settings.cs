using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;
using Sandbox.Analyzers.Policies;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Configuration;

/// <summary>The values of all options for one file, which are read once.</summary>
/// <param name="options">What is set for the file.</param>
/// <param name="policy">The names that the project's policy denies.</param>
/// <param name="rule">The rule whose own values come first; null for none.</param>
internal sealed class Settings(AnalyzerConfigOptions options, DeniedNames policy, Rule? rule = null)
{
    private static readonly Setting<object> ServerVersionSetting = new(
        RuleSettings.ServerVersion, 0, static value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null);

    private static readonly Setting<object> InTransactionSetting = new(RuleSettings.InTransaction, false, static value => bool.TryParse(value, out var holds) ? holds : null);

    private static readonly Setting<IReadOnlyList<string>> DeniedTargetsSetting = new(RuleSettings.DeniedTargets, [], Names);

    private static readonly Setting<IReadOnlyList<string>> SharedSchemasSetting = new(RuleSettings.SharedSchemas, [], Names);

    private static readonly Setting<IReadOnlyList<string>> GuardMethodsSetting = new(RuleSettings.GuardMethods, [], Names);

    private static readonly Setting<IReadOnlyList<string>> SqlMembersSetting = new(RuleSettings.SqlMembers, [], Names);

    private static readonly IReadOnlyList<(Rule Rule, string Key)> KeysOfRules =
        [.. RuleSettings.All.Where(static setting => !setting.IsOfTheProject).SelectMany(static setting => setting.KeysOfRules.Select(static own => (own.Key, own.Value)))];

    /// <inheritdoc cref="RuleSettings.ServerVersion"/>
    public int ServerVersion { get; } = (int)ServerVersionSetting.Read(options, rule);

    /// <inheritdoc cref="RuleSettings.InTransaction"/>
    public bool InTransaction { get; } = (bool)InTransactionSetting.Read(options, rule);

    /// <summary>The hosts and databases that nothing may name; null where the project lists none.</summary>
    public IReadOnlyList<string>? Denied { get; } = policy.With(DeniedTargetsSetting.Read(options, rule));

    /// <inheritdoc cref="RuleSettings.SharedSchemas"/>
    public IReadOnlyList<string> SharedSchemas { get; } = SharedSchemasSetting.Read(options, rule);

    /// <inheritdoc cref="RuleSettings.GuardMethods"/>
    public IReadOnlyList<string> GuardMethods { get; } = GuardMethodsSetting.Read(options, rule);

    /// <inheritdoc cref="RuleSettings.SqlMembers"/>
    public IReadOnlyList<string> SqlMembers { get; } = SqlMembersSetting.Read(options, rule: null);

    /// <summary>What is set of a text of the project.</summary>
    public RuleOptions With(RuleOptions text) => text with { ServerVersion = ServerVersion, Denied = Denied, SharedSchemas = SharedSchemas };

    /// <summary>The rules for which something else is set than for all.</summary>
    /// <param name="options">What is set for a file.</param>
    public static IReadOnlyList<Rule> RulesOfTheirOwn(AnalyzerConfigOptions options) => [.. KeysOfRules.Where(own => options.TryGetValue(own.Key, out _)).Select(static own => own.Rule).Distinct()];

    private static IReadOnlyList<string> Names(string value) =>
        value.Split([','], StringSplitOptions.RemoveEmptyEntries).Select(static name => name.Trim()).Where(static name => name.Length > 0).ToArray();
}
