namespace Sandbox.NUnit.Projects;

/// <summary>A script that a glob of a project stands for.</summary>
/// <param name="Name">Its path from the folder that the glob starts from, with forward slashes.</param>
/// <param name="Path">Its full path.</param>
internal sealed record ProjectScript(string Name, string Path);
