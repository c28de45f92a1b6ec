namespace Sandbox.Rehearsal.Effects;

/// <summary>A notice or warning that the server sent while the script ran.</summary>
/// <param name="Severity"><c>WARNING</c>, <c>NOTICE</c>, <c>INFO</c>, <c>LOG</c> or <c>DEBUG</c>.</param>
/// <param name="Message">The primary message.</param>
/// <param name="Line">The line of the statement that was running.</param>
public sealed record NoticeEffect(string Severity, string Message, int Line);
