namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>What came of running a script once; null for what is not known.</summary>
/// <param name="Statements">The statements that the server received, without hidden ones as far as they are known.</param>
/// <param name="Output">Standard output and standard error, merged as they were written.</param>
/// <param name="ExitStatus">psql's exit status.</param>
/// <param name="EndState">What the database holds afterwards, by <see cref="Comparing.EndState"/>.</param>
/// <param name="Failure">What ended the run before its end; null for nothing.</param>
internal sealed record CaseRun(IReadOnlyList<string> Statements, string? Output, int? ExitStatus, IReadOnlyList<string>? EndState, string? Failure = null);
