using Sandbox.Syntax.Paths;

namespace Sandbox.Rehearsal.Planning;

/// <summary>Turns scripts, folders and globs into scripts.</summary>
public static class ScriptPaths
{
    private static readonly PathGlob s_scripts = new("**/*.sql");

    /// <summary>The scripts that a list of paths stands for: a folder is all <c>*.sql</c> below it, fixtures left out; a glob knows <c>*</c>, <c>?</c> and <c>**</c>.</summary>
    /// <param name="paths">Files, folders and globs.</param>
    /// <param name="root">What relative paths and globs start from.</param>
    /// <exception cref="SandboxException">A path stands for no script (<see cref="ExitCode.Usage"/>).</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> paths, string root)
    {
        var scripts = new List<string>();
        foreach (var path in paths)
        {
            var full = Path.Combine(root, path);
            IReadOnlyList<string> found = File.Exists(full) ? [path]
                : Directory.Exists(full) ? Below(full, s_scripts).Select(file => Path.Combine(path, file)).ToList()
                : PathGlob.IsGlob(path) ? Glob(path, root)
                : [];
            if (found.Count == 0)
            {
                throw new SandboxException(ExitCode.Usage, File.Exists(full) || Directory.Exists(full) || PathGlob.IsGlob(path)
                    ? $"{path}: no script to rehearse there (*.sql, but clone.sql)"
                    : $"{path}: there is no such script or folder{NearFile.DidYouMean(path, root, Directory.EnumerateFileSystemEntries)}");
            }

            scripts.AddRange(found);
        }

        return [.. scripts.Distinct(StringComparer.Ordinal)];
    }

    private static List<string> Glob(string pattern, string root)
    {
        var glob = new PathGlob(pattern);
        return [.. Below(Path.Combine(root, glob.Folder), glob).Select(file => Path.Combine(glob.Folder, file))];
    }

    private static IEnumerable<string> Below(string folder, PathGlob glob) =>
        !Directory.Exists(folder) ? []
        : Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
            .Where(static file => !ScriptPlanner.IsFixture(file))
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(glob.Matches)
            .Order(StringComparer.Ordinal);
}
