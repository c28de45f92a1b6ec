namespace Sandbox.Lifecycle.DryRuns.Environments;

/// <summary>The folder in the run's in which a server in a container puts its socket. The container's user is another one than ours, so that everybody may write to it; nobody who does not know the password gets further.</summary>
/// <param name="name">Its path.</param>
/// <param name="folder">The run's folder, by whose id it is known.</param>
internal sealed class SocketFolder(string name, RunFolder folder) : RunObject("sockets", name)
{
    private const UnixFileMode ForAll = (UnixFileMode)0b111_111_111;

    /// <summary>Makes it.</summary>
    public void Make()
    {
        Directory.CreateDirectory(Name);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Name, ForAll);
        }
    }

    /// <inheritdoc/>
    public override Task<Presence> LookAsync(RunRecord record, CancellationToken cancellationToken) => folder.LookInsideAsync(Directory.Exists(Name), record, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>With the socket and its lock, which a server that was killed leaves, and nothing else.</remarks>
    public override Task RemoveAsync(CancellationToken cancellationToken)
    {
        File.Delete(Path.Combine(Name, ".s.PGSQL.5432"));
        File.Delete(Path.Combine(Name, ".s.PGSQL.5432.lock"));
        Directory.Delete(Name);
        return Task.CompletedTask;
    }
}
