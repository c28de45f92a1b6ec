namespace Sandbox.Linting.Reporting;

/// <summary>The cases of one file.</summary>
/// <param name="Name">The file.</param>
/// <param name="Cases">Its cases; at least one.</param>
public sealed record JunitSuite(string Name, IReadOnlyList<JunitCase> Cases);
