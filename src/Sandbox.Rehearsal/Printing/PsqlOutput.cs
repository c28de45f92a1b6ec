namespace Sandbox.Rehearsal.Printing;

/// <summary>Where a script's output goes: what psql would write to its standard output and to its standard error.</summary>
/// <param name="Out">Results, command tags, \echo.</param>
/// <param name="Error">Errors, notices, \warn.</param>
public sealed record PsqlOutput(TextWriter Out, TextWriter Error);
