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
        return IsBelow(Root, file) ? null : $"\\{command} is refused: {file} is not below the script's folder";
    }

    /// <summary>
    /// Whether a script may include a file: one below its own folder, or below a working folder that it lies in itself, as in a project's. Of one that does not
    /// exist nothing can be read.
    /// </summary>
    /// <param name="file">The file, as written.</param>
    public bool AdmitsScript(string file) =>
        !Path.Exists(Path.GetFullPath(file, WorkingFolder)) || IsBelow(Root, file) || (!IsTop(WorkingFolder) && IsBelow(WorkingFolder, Path.GetFullPath(Root)) && IsBelow(WorkingFolder, file));

    private static bool IsTop(string folder) => Path.GetDirectoryName(Path.GetFullPath(folder)) is null;

    private bool IsBelow(string folder, string file) => Folder(Path.GetFullPath(file, WorkingFolder)).StartsWith(Folder(Path.GetFullPath(folder)), StringComparison.Ordinal);

    private static string Folder(string path) => ScriptFiles.Real(path).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
}
