namespace Sandbox.Rehearsal;

/// <summary>How far the rehearsal of a script is.</summary>
/// <param name="Path">The script.</param>
/// <param name="Played">How many of its statements have run.</param>
/// <param name="Planned">How many its text holds, what it includes and what reverts it too; <c>\gexec</c> and the like run more, a branch that is not taken less.</param>
public sealed record ScriptProgress(string Path, int Played, int Planned);
