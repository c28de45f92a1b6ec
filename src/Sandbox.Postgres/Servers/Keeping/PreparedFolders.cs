using System.Diagnostics;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>The folders of a server that the shell that made them removes again, unless it hears that they are kept: it waits for that, and its owner may be killed.</summary>
/// <param name="shell">The shell, which runs <see cref="KeeperScript.Prepare"/>.</param>
internal sealed class PreparedFolders(Process shell) : IAsyncDisposable
{
    /// <summary>Says that there is somebody else who removes them.</summary>
    public Task KeepAsync() => shell.StandardInput.WriteLineAsync("kept");

    /// <summary>Ends the shell's input.</summary>
    public async ValueTask DisposeAsync()
    {
        await shell.StandardInput.DisposeAsync();
        shell.Dispose();
    }
}
