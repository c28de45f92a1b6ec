using System.Net;

namespace Sandbox.Rehearsal.Guards;

/// <summary>One spelling for each host, so that two ways of writing the same one compare equal.</summary>
internal static class PolicyHost
{
    /// <summary>An address in its canonical form (an IPv4 address mapped into IPv6 as IPv4), or a name without its final dot.</summary>
    public static string Normalize(string host)
    {
        var bare = host.Trim();
        var unbracketed = bare is ['[', .. var inner, ']'] ? inner : bare;

        // IPAddress also reads "10" and "0x7f.1"; only dotted quads and colons are addresses to libpq's callers.
        if ((unbracketed.Contains(':', StringComparison.Ordinal) || unbracketed.Count(c => c == '.') == 3)
            && IPAddress.TryParse(unbracketed, out var address))
        {
            return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        }

        // A folder of sockets.
        if (bare is ['/', ..])
        {
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(bare));
        }

        return bare.Length > 1 ? bare.TrimEnd('.') : bare;
    }
}
