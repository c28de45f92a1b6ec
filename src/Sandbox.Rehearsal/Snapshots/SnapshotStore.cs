using System.Text;

namespace Sandbox.Rehearsal.Snapshots;

/// <summary>
/// The files of snapshots, by Verify's conventions: UTF-8 with a byte order mark, LF, no final line break. A comparison overlooks only
/// what Verify overlooks: CR LF for LF, and one final line break that an editor put into the accepted file.
/// </summary>
public static class SnapshotStore
{
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Compares a text with the accepted one and keeps the received file accordingly: written where it differs or nothing was accepted yet, deleted where it is equal.</summary>
    /// <param name="naming">Where the snapshot stands.</param>
    /// <param name="text">The canonical text (<see cref="SnapshotText"/>); null where no snapshot was asked for.</param>
    /// <param name="cancellationToken">Ends reading and writing.</param>
    /// <returns>How they compare; an empty text without an accepted one is no snapshot.</returns>
    /// <exception cref="SandboxException">A file cannot be read or written (<see cref="ExitCode.Usage"/>).</exception>
    public static async Task<SnapshotResult> CompareAsync(SnapshotNaming naming, string? text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(naming);
        if (text is null)
        {
            return SnapshotResult.None;
        }

        try
        {
            return await CompareFilesAsync(naming, text, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{naming.VerifiedPath}: the snapshot cannot be compared: {error.Message}", error);
        }
    }

    /// <summary>Accepts what was received: the received file takes the verified file's place.</summary>
    /// <param name="path">The script, its verified file or its received file.</param>
    /// <param name="cancellationToken">Checked before the file is moved.</param>
    /// <returns>The verified file.</returns>
    /// <exception cref="SandboxException">Nothing was received, or the file cannot be moved (<see cref="ExitCode.Usage"/>).</exception>
    public static Task<string> AcceptAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var naming = SnapshotNaming.From(path);
        if (!File.Exists(naming.ReceivedPath))
        {
            throw new SandboxException(ExitCode.Usage, $"{naming.ReceivedPath}: nothing was received to accept; rehearse the script first");
        }

        try
        {
            File.Move(naming.ReceivedPath, naming.VerifiedPath, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{naming.VerifiedPath}: the received file cannot be moved here: {error.Message}", error);
        }

        return Task.FromResult(naming.VerifiedPath);
    }

    /// <summary>How what was received differs from what is accepted.</summary>
    /// <param name="path">The script, its verified file or its received file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>A line difference (<c>-</c> accepted, <c>+</c> received); where nothing was accepted yet, all lines are received.</returns>
    /// <exception cref="SandboxException">A file cannot be read (<see cref="ExitCode.Usage"/>).</exception>
    public static async Task<string> DifferenceAsync(string path, CancellationToken cancellationToken)
    {
        var naming = SnapshotNaming.From(path);
        try
        {
            var received = Normalize(await File.ReadAllTextAsync(naming.ReceivedPath, Encoding, cancellationToken));
            return File.Exists(naming.VerifiedPath)
                ? LineDifference.Between(Normalize(await File.ReadAllTextAsync(naming.VerifiedPath, Encoding, cancellationToken)), received)
                : string.Join('\n', received.Split('\n').Select(static line => "+" + line));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{naming.ReceivedPath}: the snapshot cannot be compared: {error.Message}", error);
        }
    }

    /// <summary>The received files that wait in a folder and below it, in the order of their paths; links are not followed.</summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<string> FindReceived(string folder) =>
        [.. Directory.EnumerateFiles(folder, SnapshotNaming.ReceivedFiles, Below).Order(StringComparer.Ordinal)];

    private static async Task<SnapshotResult> CompareFilesAsync(SnapshotNaming naming, string text, CancellationToken cancellationToken)
    {
        if (!File.Exists(naming.VerifiedPath))
        {
            if (text.Length == 0)
            {
                File.Delete(naming.ReceivedPath);
                return SnapshotResult.None;
            }

            await File.WriteAllTextAsync(naming.ReceivedPath, text, Encoding, cancellationToken);
            return new SnapshotResult(naming.VerifiedPath, SnapshotStatus.New);
        }

        var accepted = Normalize(await File.ReadAllTextAsync(naming.VerifiedPath, Encoding, cancellationToken));
        if (string.Equals(accepted, text, StringComparison.Ordinal))
        {
            File.Delete(naming.ReceivedPath);
            return new SnapshotResult(naming.VerifiedPath, SnapshotStatus.Matched);
        }

        await File.WriteAllTextAsync(naming.ReceivedPath, text, Encoding, cancellationToken);
        return new SnapshotResult(naming.VerifiedPath, SnapshotStatus.Changed, LineDifference.Between(accepted, text));
    }

    private static string Normalize(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return lines.EndsWith('\n') ? lines[..^1] : lines;
    }
}
