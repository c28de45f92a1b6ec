using System.Globalization;

namespace Sandbox.Postgres.Servers;

/// <summary>What <c>--server</c> asked for.</summary>
/// <param name="Kind">Where the binaries must come from; null for the newest installed ones, or packaged ones where none is installed.</param>
/// <param name="Major">The major version; null for the newest one, or the image's.</param>
public sealed record ServerChoice(BinariesKind? Kind, int? Major)
{
    private const string OfficialImage = "postgres";

    /// <summary>The image of a container, as its engine knows it; null where <see cref="Kind"/> is another.</summary>
    public string? Image { get; private init; }

    /// <summary>No word from the user: the newest installed server, else the newest packaged one.</summary>
    public static ServerChoice Default { get; } = new(null, null);

    /// <summary>
    /// Reads <c>local</c>, <c>local:15</c>, <c>packaged</c>, <c>packaged:18</c>, <c>container</c> or <c>container:16</c>, the official image and its tag, or <c>container:IMAGE</c> with any image's
    /// name and tag or digest.
    /// </summary>
    /// <param name="text">The option's value.</param>
    /// <exception cref="SandboxException">The text is none of them (<see cref="ExitCode.Usage"/>).</exception>
    public static ServerChoice Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        BinariesKind? kind = (colon < 0 ? text : text[..colon]) switch
        {
            "local" => BinariesKind.Local,
            "packaged" => BinariesKind.Packaged,
            "container" => BinariesKind.Container,
            _ => null,
        };
        if (kind is null)
        {
            throw new SandboxException(ExitCode.Usage, $"--server {text}: unknown kind of server; say local[:MAJOR], packaged[:MAJOR] or container[:TAG]");
        }

        if (kind is BinariesKind.Container)
        {
            return OfImage(ImageOf(text, colon < 0 ? "latest" : text[(colon + 1)..]));
        }

        return colon < 0 ? new ServerChoice(kind, null) : new ServerChoice(kind, ParseMajor(text, text[(colon + 1)..]));
    }

    /// <summary>A container's image.</summary>
    /// <param name="reference">Its name, as its engine knows it.</param>
    internal static ServerChoice OfImage(string reference) => new(BinariesKind.Container, null) { Image = reference };

    /// <summary>The choice as it is written on the command line.</summary>
    public override string ToString()
    {
        if (Image is { } image)
        {
            return $"container:{image}";
        }

        var word = Kind switch { BinariesKind.Local => "local", BinariesKind.Packaged => "packaged", _ => "default" };
        return Major is { } major ? string.Create(CultureInfo.InvariantCulture, $"{word}:{major}") : word;
    }

    /// <summary>Whether binaries are what was asked for.</summary>
    /// <param name="binaries">The binaries found.</param>
    internal bool Admits(PostgresBinaries binaries) =>
        binaries.IsSupported && (Kind ?? binaries.Kind) == binaries.Kind && (Major ?? binaries.Version.Major) == binaries.Version.Major;

    // What could be an option of the engine's client is no image.
    private static string ImageOf(string text, string image) => image.Length == 0 || image[0] == '-' || image.Any(char.IsWhiteSpace)
        ? throw new SandboxException(ExitCode.Usage, $"--server {text}: '{image}' is no image; say container[:TAG], or container:NAME:TAG")
        : image.AsSpan().IndexOfAny('/', ':', '@') < 0 ? $"{OfficialImage}:{image}" : image;

    private static int ParseMajor(string text, string major) =>
        int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is >= PostgresBinaries.OldestMajor and <= PostgresBinaries.NewestMajor
            ? number
            : throw new SandboxException(
                ExitCode.Usage,
                $"--server {text}: '{major}' is not a supported major version; say one of {PostgresBinaries.OldestMajor} to {PostgresBinaries.NewestMajor}");
}
