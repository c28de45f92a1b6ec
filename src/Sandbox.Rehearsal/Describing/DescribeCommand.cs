using System.Globalization;
using Sandbox.Postgres;

namespace Sandbox.Rehearsal.Describing;

/// <summary>
/// psql's commands that describe what a database holds: the \d family, \l, \z, \sf, \sv and \lo_list, as psql 13 to 18 prints
/// them on servers 13 to 18.
/// </summary>
public static class DescribeCommand
{
    /// <summary>Whether a name is a describe command for a psql of this version.</summary>
    /// <param name="name">The name without its backslash, for example <c>dt+</c>.</param>
    /// <param name="dialectMajorVersion">psql's major version.</param>
    public static bool IsSupported(string name, int dialectMajorVersion)
    {
        ArgumentNullException.ThrowIfNull(name);
        return DescribeFamilies.Find(name, dialectMajorVersion) is not null;
    }

    /// <summary>Runs a describe command.</summary>
    /// <inheritdoc cref="RunAsync(ISession, string, IReadOnlyList{string}, DescribeSettings, CancellationToken)"/>
    public static Task<DescribeResult> RunAsync(
        ISession session, string name, IReadOnlyList<string> arguments, int dialectMajorVersion, CancellationToken cancellationToken) =>
        RunAsync(session, name, arguments, new DescribeSettings(dialectMajorVersion), cancellationToken);

    /// <summary>Runs a describe command.</summary>
    /// <param name="session">Where its queries run: in the script's own session and transaction, as psql's do.</param>
    /// <param name="name">The name without its backslash, for example <c>dt+</c>.</param>
    /// <param name="arguments">The arguments, quotes kept in names; \sf and \sv take the rest of the line as one.</param>
    /// <param name="settings">psql's settings.</param>
    /// <param name="cancellationToken">Cancels the queries.</param>
    /// <returns>What to print; errors of the server are in it.</returns>
    /// <exception cref="SandboxException">The name is not supported (<see cref="ExitCode.Refused"/>); the connection broke (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<DescribeResult> RunAsync(
        ISession session, string name, IReadOnlyList<string> arguments, DescribeSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(settings);
        var family = DescribeFamilies.Find(name, settings.DialectMajorVersion)
            ?? throw new SandboxException(ExitCode.Refused, $"\\{name} is no describe command of psql {settings.DialectMajorVersion}; remove it from the script");

        // SHOW works in every state but an aborted transaction, and there the command fails as psql's own query would.
        var version = await session.ExecuteAsync("SHOW server_version_num", [], cancellationToken);
        if (version.Error is { } error)
        {
            return new DescribeResult([new DescribedServerError(error)], Failed: true);
        }

        var server = int.Parse(version.Rows[0][0]!, CultureInfo.InvariantCulture) / 10000;
        var context = new DescribeContext(session, name, arguments, settings, server);
        await family(context, cancellationToken);
        return context.Result;
    }
}
