namespace Sandbox.Syntax.Display;

/// <summary>A line of the text report.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Text">Its text: no line break, no control character, whatever the script and the server sent.</param>
public sealed record TextLine(TextKind Kind, string Text)
{
    /// <summary>Whether its columns stand under those of other lines, as in a table, so that it is not broken where a terminal is narrower.</summary>
    public bool IsLaidOut { get; init; }

    /// <summary>The empty line between parts.</summary>
    public static TextLine Empty { get; } = new(TextKind.Plain, "");
}
