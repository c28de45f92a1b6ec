namespace Sandbox.Rehearsal.Sessions;

/// <summary>The rehearsal's transaction is not what it was: the run stops at once, and the proof tells what happened.</summary>
/// <param name="sign">What showed it.</param>
public sealed class EscapeException(string sign) : SandboxException(ExitCode.Residue, $"stopped: {sign}");
