using System.Globalization;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>What a server has reported of itself and of a session, so that nobody needs to ask.</summary>
internal static class ServerFacts
{
    /// <summary>The major version: 15 of <c>15.18</c> and of <c>15.18 (Debian 15.18-0)</c>, 19 of <c>19beta1</c>.</summary>
    /// <param name="version">The version as the server words it.</param>
    public static int MajorOf(string version) => int.Parse(string.Concat(version.TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    /// <summary>The server's major version.</summary>
    public static int Major(this WireSession session) => MajorOf(session.Parameters["server_version"]);

    /// <summary>Whether the session may read everything.</summary>
    public static bool IsSuperuser(this WireSession session) => session.Parameters.GetValueOrDefault("is_superuser") is "on";
}
