namespace Sandbox.Rehearsal.Reporting;

/// <summary>A line difference for people.</summary>
public static class DifferenceText
{
    /// <summary>Its lines, indented, each with what it means; none acts on a terminal.</summary>
    /// <param name="difference">What was accepted begins with <c>-</c>, what was received with <c>+</c>.</param>
    public static IEnumerable<TextLine> Lines(string difference) => VisibleText.Lines(difference)
        .Select(static line => new TextLine(line switch { ['-', ..] => TextKind.Removed, ['+', ..] => TextKind.Added, _ => TextKind.Muted }, $"  {line}") { IsLaidOut = true });
}
