namespace Sandbox.Rehearsal.Tests;

/// <summary>A folder of the test's own that goes with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sandbox-tests-");

    public string Path => folder.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public async Task<string> WriteAsync(string name, string text)
    {
        var path = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, TestContext.CurrentContext.CancellationToken);
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
