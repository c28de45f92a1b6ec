using Sandbox.Postgres.Connections;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Planning;

/// <summary>The arguments of <c>\connect</c> (command.c, exec_command_connect).</summary>
internal static class ConnectCommand
{
    private const string ReusePrevious = "-reuse-previous=";

    /// <summary>Reads them.</summary>
    /// <param name="command">The command.</param>
    /// <returns>What it asks for; or psql's message where it cannot be read.</returns>
    public static (Reconnection? Asked, string? Problem) Parse(MetaCommand command)
    {
        var arguments = command.Arguments;
        bool? reuses = null;
        if (arguments.Count > 0 && arguments[0].Text is { } first && first.StartsWith(ReusePrevious, StringComparison.Ordinal))
        {
            var value = first[ReusePrevious.Length..];
            reuses = PsqlBoolean.Parse(value);
            if (reuses is null)
            {
                return (null, $"unrecognized value \"{value}\" for \"-reuse-previous\": Boolean expected");
            }

            arguments = [.. arguments.Skip(1)];
        }

        var (database, user, host, port) = (Word(arguments, 0), Word(arguments, 1), Word(arguments, 2), Word(arguments, 3));
        if (database is null || !ConnectionTargets.IsConnectionString(database))
        {
            return (new Reconnection { Database = database, User = user, Host = host, Port = port, ReusesPrevious = reuses }, null);
        }

        return user is null && host is null && port is null
            ? (new Reconnection { ConnectionString = database, ReusesPrevious = reuses }, null)
            : (null, "Do not give user, host, or port separately when using a connection string");
    }

    /// <summary>A word that names something: neither a bare dash nor nothing. Its double quotes are dropped, wherever they stand.</summary>
    private static string? Word(IReadOnlyList<MetaCommandArgument> arguments, int at) =>
        at < arguments.Count && (arguments[at].IsQuoted || arguments[at].Text is not ("" or "-")) ? NameArgument.Of(arguments[at].Text, foldsCase: false) : null;
}
