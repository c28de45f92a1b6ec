namespace Sandbox.Rehearsal.Snapshots;

/// <summary>Where a script's snapshot stands, by Verify's conventions: <c>register.verified.txt</c> beside <c>register.sql</c>.</summary>
/// <param name="VerifiedPath">The accepted text.</param>
/// <param name="ReceivedPath">What the last run gave, where that differs.</param>
public sealed record SnapshotNaming(string VerifiedPath, string ReceivedPath)
{
    private const string Verified = ".verified.txt";
    private const string Received = ".received.txt";

    /// <summary>What the names of received files end with, as a search pattern.</summary>
    internal static string ReceivedFiles => "*" + Received;

    /// <summary>The names for a script.</summary>
    /// <param name="scriptPath">The script's path; its last extension is left out.</param>
    public static SnapshotNaming For(string scriptPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(scriptPath);
        return Of(Path.Combine(Path.GetDirectoryName(scriptPath) ?? "", Path.GetFileNameWithoutExtension(scriptPath)));
    }

    /// <summary>The names that a path speaks of: a script, a verified file or a received file.</summary>
    /// <param name="path">The path.</param>
    public static SnapshotNaming From(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        foreach (var suffix in (string[])[Received, Verified])
        {
            if (path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return Of(path[..^suffix.Length]);
            }
        }

        return For(path);
    }

    private static SnapshotNaming Of(string stem) => new(stem + Verified, stem + Received);
}
