namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>Removes what scripts write into their own folder (<c>\o</c>, <c>\g FILE</c>): the files that were not there when this was made.</summary>
/// <param name="folder">The folder; what is below its subfolders is not looked at.</param>
internal sealed class FilesOfScripts(string folder) : IDisposable
{
    private readonly HashSet<string> _before = [.. Directory.EnumerateFiles(folder)];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var written in Directory.EnumerateFiles(folder).Except(_before, StringComparer.Ordinal).ToList())
        {
            File.Delete(written);
        }
    }
}
