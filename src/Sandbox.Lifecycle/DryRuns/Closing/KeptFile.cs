namespace Sandbox.Lifecycle.DryRuns.Closing;

/// <summary>A file that stays of a run.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sha256">SHA-256 of its bytes, in lower-case hexadecimal.</param>
public sealed record KeptFile(string Path, string Sha256);
