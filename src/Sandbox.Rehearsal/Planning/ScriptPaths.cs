using System.IO.Enumeration;

namespace Sandbox.Rehearsal.Planning;

/// <summary>Turns scripts, folders and globs into scripts.</summary>
public static class ScriptPaths
{
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
                : Directory.Exists(full) ? Below(full, "**/*.sql").Select(file => Path.Combine(path, file)).ToList()
                : path.AsSpan().ContainsAny('*', '?') ? Glob(path, root)
                : [];
            if (found.Count == 0)
            {
                throw new SandboxException(ExitCode.Usage, File.Exists(full) || Directory.Exists(full) || path.AsSpan().ContainsAny('*', '?')
                    ? $"{path}: no script to rehearse there (*.sql, but clone.sql)"
                    : $"{path}: there is no such script or folder");
            }

            scripts.AddRange(found);
        }

        return [.. scripts.Distinct(StringComparer.Ordinal)];
    }

    private static List<string> Glob(string pattern, string root)
    {
        var parts = pattern.Replace('\\', '/').Split('/');
        var literal = parts.TakeWhile(static part => !part.AsSpan().ContainsAny('*', '?')).ToArray();
        var folder = string.Join('/', literal);
        var start = pattern.StartsWith('/') && folder.Length == 0 ? "/" : folder;
        return [.. Below(Path.Combine(root, start), string.Join('/', parts.Skip(literal.Length))).Select(file => Path.Combine(start, file))];
    }

    private static IEnumerable<string> Below(string folder, string pattern) =>
        !Directory.Exists(folder) ? []
        : Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
            .Where(static file => !ScriptPlanner.IsFixture(file))
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(file => Matches(file.Split('/'), pattern.Split('/')))
            .Order(StringComparer.Ordinal);

    private static bool Matches(ReadOnlySpan<string> file, ReadOnlySpan<string> pattern)
    {
        if (pattern.IsEmpty || file.IsEmpty)
        {
            return file.IsEmpty && pattern.IsEmpty;
        }

        if (pattern[0] is "**")
        {
            return Matches(file, pattern[1..]) || Matches(file[1..], pattern);
        }

        return FileSystemName.MatchesSimpleExpression(pattern[0], file[0], ignoreCase: false) && Matches(file[1..], pattern[1..]);
    }
}
