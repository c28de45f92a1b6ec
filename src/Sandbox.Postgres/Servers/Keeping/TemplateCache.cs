using System.Security.Cryptography;
using System.Text;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>Data folders that initdb made once for each exact version of the binaries and these settings.</summary>
internal sealed class TemplateCache(CacheFolders folders, IServerHost host)
{
    /// <summary>The template's folder; made if this is its first use, by one process however many ask at once.</summary>
    /// <param name="binaries">The binaries whose template it is.</param>
    /// <param name="progress">Told when initdb runs.</param>
    /// <param name="cancellationToken">Ends the wait for another process, or initdb.</param>
    /// <exception cref="SandboxException">initdb failed (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<string> GetAsync(PostgresBinaries binaries, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var name = Name(binaries);
        var folder = Path.Combine(folders.Templates, name);
        var data = Path.Combine(folder, "data");

        // A template gets its name by a rename after initdb has ended, so a folder of that name is whole.
        if (Directory.Exists(data))
        {
            return folder;
        }

        await using var taken = await FileLock.TakeAsync(Path.Combine(folders.Locks, $"template-{name}.lock"), cancellationToken);
        if (!Directory.Exists(data))
        {
            progress?.Report($"first use of {binaries}: initdb");
            await host.BuildTemplateAsync(binaries, folder, cancellationToken);
        }

        return folder;
    }

    private static string Name(PostgresBinaries binaries)
    {
        var key = string.Join('\n', [binaries.Folder, binaries.Description, ServerSettings.Template, .. ServerSettings.Initdb(binaries.Version.Major)]);
        return $"{binaries.Version}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16]}";
    }
}
