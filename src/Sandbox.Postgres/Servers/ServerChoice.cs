using System.Globalization;

namespace Sandbox.Postgres.Servers;

/// <summary>What <c>--server</c> asked for.</summary>
/// <param name="Kind">Where the binaries must come from; null for the newest installed ones, or packaged ones where none is installed.</param>
/// <param name="Major">The major version; null for the newest one.</param>
public sealed record ServerChoice(BinariesKind? Kind, int? Major)
{
    /// <summary>No word from the user: the newest installed server, else the newest packaged one.</summary>
    public static ServerChoice Default { get; } = new(null, null);

    /// <summary>Reads <c>local</c>, <c>local:15</c>, <c>packaged</c> or <c>packaged:18</c>.</summary>
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
            _ => null,
        };
        if (kind is null)
        {
            throw new SandboxException(ExitCode.Usage, $"--server {text}: unknown kind of server; say local[:MAJOR] or packaged[:MAJOR]");
        }

        return colon < 0 ? new ServerChoice(kind, null) : new ServerChoice(kind, ParseMajor(text, text[(colon + 1)..]));
    }

    /// <summary>The choice as it is written on the command line.</summary>
    public override string ToString()
    {
        var word = Kind switch { BinariesKind.Local => "local", BinariesKind.Packaged => "packaged", _ => "default" };
        return Major is { } major ? string.Create(CultureInfo.InvariantCulture, $"{word}:{major}") : word;
    }

    /// <summary>Whether binaries are what was asked for.</summary>
    /// <param name="binaries">The binaries found.</param>
    internal bool Admits(PostgresBinaries binaries) =>
        binaries.IsSupported && (Kind ?? binaries.Kind) == binaries.Kind && (Major ?? binaries.Version.Major) == binaries.Version.Major;

    private static int ParseMajor(string text, string major) =>
        int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is >= PostgresBinaries.OldestMajor and <= PostgresBinaries.NewestMajor
            ? number
            : throw new SandboxException(
                ExitCode.Usage,
                $"--server {text}: '{major}' is not a supported major version; say one of {PostgresBinaries.OldestMajor} to {PostgresBinaries.NewestMajor}");
}
