using System.Text;
using Sandbox.Lifecycle.Ledger;

namespace Sandbox.Lifecycle.DryRuns.Environments;

/// <summary>The folder of what goes with a run. A file in it holds its id; only a folder with that id is the run's, and so is what lies in it under the run's names.</summary>
/// <param name="names">The run's names.</param>
internal sealed class RunFolder(DryRunNames names) : RunObject("folder", names.Work)
{
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Makes it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels before it is there.</param>
    public async Task MakeAsync(string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Name);
        }
        else
        {
            // The server's user passes through it; what it may not read is readable by its owner alone.
            Directory.CreateDirectory(Name, Passable);
            File.SetUnixFileMode(Name, Passable);
        }

        // Of two that make it at once one fails here.
        new FileStream(names.Mark, FileMode.CreateNew).Dispose();
        await DurableFile.AppendAsync(names.Mark, Encoding.ASCII.GetBytes(id), CancellationToken.None);
    }

    /// <inheritdoc/>
    public override async Task<Presence> LookAsync(RunRecord record, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Name))
        {
            return File.Exists(Name) ? Presence.Other : Presence.Gone;
        }

        if (File.Exists(names.Mark) && await File.ReadAllTextAsync(names.Mark, cancellationToken) is var mark && mark.Length > 0)
        {
            return string.Equals(mark, record.Id, StringComparison.Ordinal) ? Presence.Own : Presence.Other;
        }

        // A run that was killed while it made the folder left it without anything in it.
        return Directory.EnumerateFileSystemEntries(Name).All(path => string.Equals(path, names.Mark, StringComparison.Ordinal)) ? Presence.Own : Presence.Other;
    }

    /// <summary>Looks for something that lies in it under one of the run's names: it is whose the folder is.</summary>
    /// <param name="isThere">Whether something of that name is there.</param>
    /// <param name="record">The record with the folder's id.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Presence> LookInsideAsync(bool isThere, RunRecord record, CancellationToken cancellationToken) =>
        isThere ? await LookAsync(record, cancellationToken) : Presence.Gone;

    /// <inheritdoc/>
    /// <remarks>Not with what is in it: a file that the run does not know keeps the folder, and the mark with it.</remarks>
    public override Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (Directory.EnumerateFileSystemEntries(Name).FirstOrDefault(path => !string.Equals(path, names.Mark, StringComparison.Ordinal)) is { } unknown)
        {
            throw new SandboxException(ExitCode.CleanupFailed, $"{unknown} is in it, which is left alone");
        }

        File.Delete(names.Mark);
        Directory.Delete(Name);
        return Task.CompletedTask;
    }
}
