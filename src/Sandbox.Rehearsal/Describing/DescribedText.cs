namespace Sandbox.Rehearsal.Describing;

/// <summary>Plain text for the query output, with its line ends: a function's or a view's source.</summary>
/// <param name="Text">The text as it is.</param>
public sealed record DescribedText(string Text) : DescribedItem;
