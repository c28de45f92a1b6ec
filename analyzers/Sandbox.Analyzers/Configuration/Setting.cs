using Microsoft.CodeAnalysis.Diagnostics;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Configuration;

/// <summary>Reads an option that a project sets in its <c>.editorconfig</c> or <c>.globalconfig</c>.</summary>
/// <param name="Option">The option.</param>
/// <param name="Default">Its value where nobody sets it, or not in its form.</param>
/// <param name="Parse">Reads the value; null where it does not have the form.</param>
internal sealed record Setting<T>(RuleSetting Option, T Default, Func<string, T?> Parse)
    where T : class
{
    /// <summary>The value for a rule: its own, or that for all; that for all where no rule is named.</summary>
    public T Read(AnalyzerConfigOptions options, Rule? rule) =>
        (rule is not null && Option.KeysOfRules.TryGetValue(rule, out var key) && Value(options, key) is { } own ? own : Value(options, Option.Key)) ?? Default;

    private T? Value(AnalyzerConfigOptions options, string key) => options.TryGetValue(key, out var value) ? Parse(value.Trim()) : null;
}
