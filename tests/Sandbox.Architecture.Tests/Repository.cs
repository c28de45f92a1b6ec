using System.Reflection;

namespace Sandbox.Architecture.Tests;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>Its top folder.</summary>
    public static string Root { get; } = Path.TrimEndingDirectorySeparator(BuiltWith("RepositoryRoot"));

    /// <summary>The projects in a folder of the repository, by name.</summary>
    /// <param name="folder">For example <c>src</c>; it need not exist.</param>
    public static IReadOnlyList<ProjectFile> ProjectsIn(string folder)
    {
        var path = PathOf(folder);
        return Directory.Exists(path)
            ? [.. Directory.EnumerateDirectories(path)
                .SelectMany(static project => Directory.EnumerateFiles(project, "*.csproj"))
                .Order(StringComparer.Ordinal)
                .Select(ProjectFile.Read)]
            : [];
    }

    /// <summary>The full path of a file or folder.</summary>
    /// <param name="relative">The path from the top, with slashes.</param>
    public static string PathOf(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The path from the top, with slashes.</summary>
    /// <param name="path">A full path.</param>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The text of a file with LF as its line break.</summary>
    /// <param name="relative">The path from the top, with slashes.</param>
    public static string Read(string relative) => File.ReadAllText(PathOf(relative)).ReplaceLineEndings("\n");

    /// <summary>The C# files that people wrote in a folder and below it, in the order of their paths.</summary>
    /// <param name="folder">The folder, from the top; it need not exist.</param>
    public static IReadOnlyList<string> SourcesIn(string folder)
    {
        var path = PathOf(folder);
        return Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)
                .Select(Relative)
                .Where(static file => !file.Split('/').Any(static part => part is "bin" or "obj"))
                .Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>What the project file of these tests wrote into their assembly.</summary>
    /// <param name="key">The name.</param>
    public static string BuiltWith(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
