using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules.Migrations;

/// <summary>A rule by its number, and a script with the places that it is expected at.</summary>
internal static class MigrationCase
{
    public static void ShouldFind(this string marked, int rule) => marked.ShouldFind(rule, RuleOptions.Script);

    public static void ShouldFind(this string marked, int rule, RuleOptions options) => marked.ShouldFind(RuleRegistry.Find($"SBX{rule}")!, options);
}
