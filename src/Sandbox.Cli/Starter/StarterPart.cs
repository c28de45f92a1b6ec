namespace Sandbox.Cli.Starter;

/// <summary>Files that belong together.</summary>
/// <param name="Path">The file, or the folder that holds them all; where it is there already, none of them is written.</param>
/// <param name="Files">Each file's path from the folder that is begun in, with slashes, and its bytes.</param>
internal sealed record StarterPart(string Path, IReadOnlyList<(string Path, byte[] Bytes)> Files);
