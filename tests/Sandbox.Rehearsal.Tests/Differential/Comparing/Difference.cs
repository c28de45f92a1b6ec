namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>One aspect in which two runs of a script differ.</summary>
/// <param name="Aspect">The aspect.</param>
/// <param name="Detail">The first place of it, one line of text.</param>
/// <param name="IsUnstable">Whether psql differs from itself there, so that nothing follows from it.</param>
internal sealed record Difference(Aspect Aspect, string Detail, bool IsUnstable = false);
