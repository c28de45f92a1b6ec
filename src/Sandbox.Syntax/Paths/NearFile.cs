using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Paths;

/// <summary>What somebody may have meant by a path that leads nowhere.</summary>
public static class NearFile
{
    // Whoever names one of thousands made no slip that a look at all of them would find in time.
    private const int MostNeighbours = 1000;

    /// <summary>What a message says behind such a path: <c>; did you mean PATH?</c>, or nothing where nothing beside it has a name like it.</summary>
    /// <param name="path">The path as it was given.</param>
    /// <param name="root">The full path of the folder that a relative path starts from.</param>
    /// <param name="entries">The files and folders in a folder that may not be there.</param>
    public static string DidYouMean(string path, string root, Func<string, IEnumerable<string>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var full = Path.GetFullPath(path, root);
        try
        {
            return Path.GetDirectoryName(full) is { } folder
                && NearWord.Of(Path.GetFileName(full), entries(folder).Take(MostNeighbours).Select(static entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)) is { } name
                ? $"; did you mean {Path.Combine(Path.GetDirectoryName(path) ?? "", name)}?"
                : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder that is not there, or cannot be listed, has no names to offer.
            return "";
        }
    }
}
