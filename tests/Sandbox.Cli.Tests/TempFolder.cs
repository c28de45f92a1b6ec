namespace Sandbox.Cli.Tests;

/// <summary>A folder of the test's own that goes with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sandbox-cli-tests-");

    public string Path => _folder.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>The files in it, relative and in order.</summary>
    public IReadOnlyList<string> Files =>
        [.. _folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(Path, file.FullName)).Order(StringComparer.Ordinal)];

    /// <summary>Writes a file, its folders too.</summary>
    public TempFolder With(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this;
    }

    /// <summary>Copies a folder of the repository into it, under its own name.</summary>
    public TempFolder WithRepositoryFolder(string path)
    {
        var source = System.IO.Path.Combine(Repository.Root, path);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            // A verified file that the repository holds is not this test's business.
            if (!file.EndsWith(".txt", StringComparison.Ordinal))
            {
                With(System.IO.Path.Combine(System.IO.Path.GetFileName(source), System.IO.Path.GetFileName(file)), File.ReadAllText(file));
            }
        }

        return this;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
