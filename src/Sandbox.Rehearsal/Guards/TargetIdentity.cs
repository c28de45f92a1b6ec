using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Guards;

/// <summary>What a server and a database say they are, on one connection.</summary>
public sealed record TargetIdentity
{
    /// <summary><c>current_database()</c>.</summary>
    public required string Database { get; init; }

    /// <summary>The server's version, for example <c>15.18</c>.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The cluster's system identifier; null where the role may not read it. A physical copy and a template copy have the same.</summary>
    public string? SystemIdentifier { get; init; }

    /// <summary>The address that the server sees this connection come in at; null for a Unix socket.</summary>
    public string? ServerAddress { get; init; }

    /// <summary>The setting <c>cluster_name</c>.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The setting <c>data_directory</c>; null where the role may not read it.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Whether the server is a standby.</summary>
    public required bool InRecovery { get; init; }

    /// <summary>The major version of a server: 15 of <c>15.18</c>, 19 of <c>19beta1</c>.</summary>
    /// <param name="serverVersion">As <see cref="ServerVersion"/>.</param>
    public static int MajorOf(string serverVersion) => ServerFacts.MajorOf(serverVersion);

    /// <summary>What is asked; <see cref="Take"/> reads the answer.</summary>
    /// <remarks>A setting that the role may not read, or a function that it may not call, would fail the whole query.</remarks>
    internal static BatchStatement Question { get; } = """
        SELECT pg_catalog.current_database(),
               pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1),
               pg_catalog.host(pg_catalog.inet_server_addr()),
               pg_catalog.current_setting('cluster_name'),
               CASE WHEN pg_catalog.pg_has_role('pg_read_all_settings', 'USAGE') THEN pg_catalog.current_setting('data_directory') END,
               pg_catalog.pg_is_in_recovery(),
               pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
        """;

    /// <summary>What is asked besides where <see cref="MayReadIdentifier"/>.</summary>
    internal static BatchStatement IdentifierQuestion { get; } = "SELECT system_identifier FROM pg_catalog.pg_control_system()";

    /// <summary>Whether the role may read the system identifier.</summary>
    internal bool MayReadIdentifier { get; private init; }

    /// <summary>Reads all of it.</summary>
    /// <param name="session">The session to read on.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<TargetIdentity> ReadAsync(ISession session, CancellationToken cancellationToken)
    {
        var identity = Take(await session.QueryAsync(Question.Text, cancellationToken));
        return identity.MayReadIdentifier ? identity.With(await session.QueryAsync(IdentifierQuestion.Text, cancellationToken)) : identity;
    }

    /// <summary>Whether a session, whose role may read less, is on the same server as another one.</summary>
    /// <param name="other">What the other one says.</param>
    internal bool IsOnServerOf(TargetIdentity other) => other == this with
    {
        Database = other.Database,
        SystemIdentifier = SystemIdentifier ?? other.SystemIdentifier,
        DataDirectory = DataDirectory ?? other.DataDirectory,
        MayReadIdentifier = other.MayReadIdentifier,
    };

    /// <summary>Reads the answer to <see cref="Question"/>.</summary>
    internal static TargetIdentity Take(Reply answer)
    {
        var row = answer.Rows[0];
        return new TargetIdentity
        {
            Database = row[0]!,
            ServerVersion = row[1]!,
            ServerAddress = row[2],
            ClusterName = row[3] ?? string.Empty,
            DataDirectory = row[4],
            InRecovery = row[5] is "t",
            MayReadIdentifier = row[6] is "t",
        };
    }

    /// <summary>Adds the answer to <see cref="IdentifierQuestion"/>.</summary>
    internal TargetIdentity With(Reply identifier) => this with { SystemIdentifier = identifier.Rows[0][0] };
}
