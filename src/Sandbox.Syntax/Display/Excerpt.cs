namespace Sandbox.Syntax.Display;

/// <summary>A line of a source, its secrets replaced, and the part of it that a finding is about.</summary>
/// <param name="Text">The line, without what ends it.</param>
/// <param name="Start">The part's first character, in UTF-16 units.</param>
/// <param name="Length">How many units of the line belong to it; at least 1, and one behind the line where it is empty there.</param>
public sealed record Excerpt(string Text, int Start, int Length);
