namespace Sandbox.Lifecycle.DryRuns;

/// <summary>A dump that is there already.</summary>
/// <param name="Path">Its file, in <c>pg_dump</c>'s custom format; an absolute path.</param>
/// <param name="Sha256">What it has to hash to, in lower-case hexadecimal.</param>
public sealed record DryRunDump(string Path, string Sha256);
