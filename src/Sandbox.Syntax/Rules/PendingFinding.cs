namespace Sandbox.Syntax.Rules;

/// <summary>A finding of which only what comes later in the script tells whether it holds.</summary>
internal sealed record PendingFinding(Rule Rule, MappedText Source, int Start, int End, IReadOnlyList<Suppression> Suppressions);
