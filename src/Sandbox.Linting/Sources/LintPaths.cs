using System.IO.Enumeration;
using Sandbox.Linting.Reporting;
using Sandbox.Syntax.Paths;

namespace Sandbox.Linting.Sources;

/// <summary>Turns files, folders and globs into files.</summary>
/// <param name="folder">The working folder.</param>
internal sealed class LintPaths(string folder)
{
    private readonly List<string> _files = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<FileProblem> _problems = [];

    /// <summary>The files, by their full paths, each once, in the order of the words; those of a folder by name.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>Folders that could not be searched.</summary>
    public IReadOnlyList<FileProblem> Problems => _problems;

    /// <summary>How reports name a file: from the working folder where it lies below it, with slashes.</summary>
    public string Name(string fullPath) => Name(folder, fullPath);

    /// <summary>How a file is named from a folder: from there where it lies below it, with slashes.</summary>
    public static string Name(string folder, string fullPath)
    {
        var relative = Path.GetRelativePath(folder, fullPath);
        var name = relative.StartsWith("..", StringComparison.Ordinal) ? fullPath : relative;
        return Path.DirectorySeparatorChar == '/' ? name : name.Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>Adds what a word stands for.</summary>
    /// <exception cref="SandboxException">It stands for nothing (<see cref="ExitCode.Usage"/>).</exception>
    public void Add(string path)
    {
        var full = Path.GetFullPath(path, folder);
        IEnumerable<string> found = Directory.Exists(full) ? Below(full, static (ref FileSystemEntry entry) => SourceFile.IsNamedAsOne(entry.FileName))
            : File.Exists(full) ? [full]
            : PathGlob.IsGlob(path) ? Glob(path)
            : throw new SandboxException(ExitCode.Usage, $"{path}: there is no such file or folder{NearFile.DidYouMean(path, folder, Directory.EnumerateFileSystemEntries)}");
        var before = _problems.Count;
        var any = false;
        foreach (var file in found)
        {
            any = true;
            if (_seen.Add(file))
            {
                _files.Add(file);
            }
        }

        if (!any && _problems.Count == before)
        {
            throw new SandboxException(ExitCode.Usage, $"{path}: no file to lint there ({string.Join(", ", SourceFile.Endings.Select(static ending => "*" + ending))})");
        }
    }

    private List<string> Glob(string pattern)
    {
        var glob = new PathGlob(pattern);
        var start = Path.GetFullPath(glob.Folder, folder);
        return !Directory.Exists(start) ? [] : Below(start, (ref FileSystemEntry entry) => glob.Matches(Path.GetRelativePath(start, entry.ToFullPath())));
    }

    private List<string> Below(string start, FileSystemEnumerable<string>.FindPredicate isOne)
    {
        var found = new List<string>();
        try
        {
            found.AddRange(new FileSystemEnumerable<string>(start, static (ref FileSystemEntry entry) => entry.ToFullPath(), new EnumerationOptions
            {
                RecurseSubdirectories = true,
                IgnoreInaccessible = false,
                AttributesToSkip = FileAttributes.Hidden,
            })
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && isOne(ref entry),

                // A link to a folder above would never end.
                ShouldRecursePredicate = static (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new FileProblem(Name(start), Place: null, $"the folder cannot be searched: {error.Message}"));
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }
}
