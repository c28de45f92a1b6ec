namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>What a horizontal rule, or the borders of a line of data, are drawn with.</summary>
internal sealed record RuleGlyphs(string Horizontal, string Left, string Middle, string Right);
