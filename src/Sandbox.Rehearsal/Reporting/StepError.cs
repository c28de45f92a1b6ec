namespace Sandbox.Rehearsal.Reporting;

/// <summary>The error that ended a step.</summary>
/// <param name="SqlState">The server's SQLSTATE; null where the error is psql's or ours.</param>
/// <param name="Message">What went wrong, with the server's detail and hint where it sent them.</param>
/// <param name="Line">The line in the file, counted from 1.</param>
/// <param name="Column">The column in that line, counted in characters from 1.</param>
public sealed record StepError(string? SqlState, string Message, int Line, int Column);
