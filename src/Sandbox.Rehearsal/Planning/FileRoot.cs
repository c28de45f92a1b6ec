namespace Sandbox.Rehearsal.Planning;

/// <summary>The folder below which a script may use files, its own, and the one that their names start from.</summary>
/// <param name="Root">The script's folder.</param>
/// <param name="WorkingFolder">The working folder, as <c>\cd</c> has left it.</param>
internal sealed record FileRoot(string Root, string WorkingFolder)
{
    /// <summary>Why a command may not use a file; null where it lies below the script's folder, links followed.</summary>
    /// <param name="command">The command's name.</param>
    /// <param name="file">The file, or a folder, as written.</param>
    public string? Refusal(string command, string file)
    {
        var full = ScriptFiles.Real(Path.GetFullPath(file, WorkingFolder)).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        var below = ScriptFiles.Real(Path.GetFullPath(Root)).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        return full.StartsWith(below, StringComparison.Ordinal) ? null : $"\\{command} is refused: {file} is not below the script's folder";
    }
}
