using System.Globalization;
using System.Text.RegularExpressions;

namespace Sandbox.Postgres.Servers.Binaries;

/// <summary>A version as npm writes it, <c>18.4.0-beta.17</c>: PostgreSQL's version, then the packaging's own count.</summary>
/// <param name="Postgres">PostgreSQL's major and minor version.</param>
/// <param name="Packaging">What orders packages of the same PostgreSQL version.</param>
/// <param name="Text">The version as npm writes it.</param>
internal sealed partial record PackageVersion(Version Postgres, Version Packaging, string Text)
{
    /// <summary>Reads a version; null where the text is none of this form.</summary>
    /// <param name="text">The version as npm writes it.</param>
    public static PackageVersion? TryParse(string? text)
    {
        var match = Pattern().Match(text ?? "");
        return match.Success
            ? new PackageVersion(new Version(Number("major"), Number("minor")), new Version(Number("patch"), match.Groups["beta"].Success ? Number("beta") : int.MaxValue), text!)
            : null;

        int Number(string name) => int.Parse(match.Groups[name].Value, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>What versions are ordered by: the newest PostgreSQL, of that the newest package, is the greatest.</summary>
    public (Version Postgres, Version Packaging) Rank => (Postgres, Packaging);

    [GeneratedRegex(
        @"^(?<major>\d{1,4})\.(?<minor>\d{1,4})\.(?<patch>\d{1,4})(-beta\.(?<beta>\d{1,4}))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
