namespace Sandbox.Linting.Fixes;

/// <summary>A part of a text and what comes in its place.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="Text">What comes there; empty takes the part away.</param>
internal sealed record TextEdit(int Start, int End, string Text)
{
    /// <summary>The text with edits made, none of which may touch another.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits) =>
        edits.OrderByDescending(static edit => edit.Start).Aggregate(text, static (edited, edit) => string.Concat(edited.AsSpan(0, edit.Start), edit.Text, edited.AsSpan(edit.End)));
}
