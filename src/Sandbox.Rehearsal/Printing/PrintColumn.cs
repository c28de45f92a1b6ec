namespace Sandbox.Rehearsal.Printing;

/// <summary>A column of a printed table.</summary>
/// <param name="Header">Its header.</param>
/// <param name="IsRightAligned">Whether its cells stand at the right, as numbers do.</param>
public sealed record PrintColumn(string Header, bool IsRightAligned);
