using Microsoft.CodeAnalysis;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers;

/// <summary>
/// The rules as Roslyn knows them. Ids, titles and categories are written out because release tracking (RS2000) reads them from the
/// source; a test holds them to <see cref="RuleRegistry"/>.
/// </summary>
internal static class Descriptors
{
    private const string Teardown = "Teardown";

    public static readonly DiagnosticDescriptor UnguardedDropDatabase = new(
        "SBX1001",
        "DROP DATABASE without a guard",
        "{0}",
        Teardown,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: RuleRegistry.UnguardedDropDatabase.Description,
        helpLinkUri: RuleRegistry.UnguardedDropDatabase.HelpLink);

    public static readonly DiagnosticDescriptor WildcardTeardown = new(
        "SBX1002",
        "Wildcard teardown",
        "{0}",
        Teardown,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: RuleRegistry.WildcardTeardown.Description,
        helpLinkUri: RuleRegistry.WildcardTeardown.HelpLink);

    public static DiagnosticDescriptor Of(Rule rule) => ReferenceEquals(rule, RuleRegistry.UnguardedDropDatabase) ? UnguardedDropDatabase : WildcardTeardown;
}
