using System.Globalization;
using Sandbox.Postgres;

namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>What attempts need of a server: <c>server 14</c> or newer, <c>server -16</c> or older, <c>extension NAME|NAME</c> one of which it can create.</summary>
internal static class EscapeNeeds
{
    /// <summary>What a server lacks; null where the attempt can be made on it.</summary>
    /// <param name="session">A session on it.</param>
    /// <param name="major">Its major version.</param>
    /// <param name="needs">The needs.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<string?> MissingAsync(ISession session, int major, IEnumerable<string> needs, CancellationToken cancellationToken)
    {
        foreach (var need in needs)
        {
            var words = need.Split(' ');
            var isMet = words switch
            {
                ["server", ['-', .. var last]] => major <= int.Parse(last, CultureInfo.InvariantCulture),
                ["server", var first] => major >= int.Parse(first, CultureInfo.InvariantCulture),
                ["extension", var names] => await session.ScalarAsync(
                    "SELECT 1 FROM pg_catalog.pg_available_extensions WHERE name = ANY ($1::text[])", cancellationToken, $"{{{names.Replace('|', ',')}}}") is not null,
                _ => throw new FormatException($"unknown need: {need}"),
            };
            if (!isMet)
            {
                return $"needs {need}, and the server is {major}";
            }
        }

        return null;
    }
}
