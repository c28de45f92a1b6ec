namespace Sandbox.Rehearsal.Describing;

/// <summary>A message of psql's own for the standard error; psql writes it behind <c>error: </c>.</summary>
/// <param name="Message">The message, without prefix and line end.</param>
public sealed record DescribedError(string Message) : DescribedItem;
