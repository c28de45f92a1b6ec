using Sandbox.Postgres;

namespace Sandbox.Lifecycle.Golden;

/// <summary>Makes sure that a role can only read: a checkpoint is taken where nothing may be changed, and the server itself has to stand for that.</summary>
internal static class ReadOnlyRole
{
    /// <summary>What the role, or one that it may become, can do besides reading. Temporary tables are nobody else's.</summary>
    private const string Powers =
        """
        WITH own AS (
            SELECT r.* FROM pg_catalog.pg_roles r WHERE pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER')
        ), relation AS (
            SELECT c.* FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
        )
        SELECT pg_catalog.format('%I %s', own.rolname, pg_catalog.ltrim(power.text))
        FROM own
        CROSS JOIN LATERAL (
            SELECT ' is a superuser' WHERE own.rolsuper
            UNION ALL SELECT 'may create databases' WHERE own.rolcreatedb
            UNION ALL SELECT 'may create roles' WHERE own.rolcreaterole
            UNION ALL SELECT 'may replicate' WHERE own.rolreplication
            UNION ALL SELECT 'may write all data, or outside of the server' WHERE own.rolname IN ('pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program')
            UNION ALL SELECT 'owns the database ' || d.datname FROM pg_catalog.pg_database d WHERE d.datdba = own.oid
            UNION ALL SELECT 'owns the schema ' || n.nspname FROM pg_catalog.pg_namespace n WHERE n.nspowner = own.oid AND n.nspname !~ '^pg_' AND NOT own.rolsuper
            UNION ALL SELECT 'owns ' || c.oid::pg_catalog.regclass FROM relation c WHERE c.relowner = own.oid
            UNION ALL SELECT 'may create in the database ' || d.datname
                      FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database() AND pg_catalog.has_database_privilege(own.oid, d.oid, 'CREATE')
            UNION ALL SELECT 'may create in the schema ' || n.nspname FROM pg_catalog.pg_namespace n WHERE n.nspname !~ '^pg_' AND pg_catalog.has_schema_privilege(own.oid, n.oid, 'CREATE')
            UNION ALL SELECT 'may write ' || c.oid::pg_catalog.regclass
                      FROM relation c
                      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
                        AND (pg_catalog.has_table_privilege(own.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') OR pg_catalog.has_any_column_privilege(own.oid, c.oid, 'INSERT, UPDATE'))
            UNION ALL SELECT 'may move the sequence ' || c.oid::pg_catalog.regclass
                      FROM relation c WHERE CASE WHEN c.relkind = 'S' THEN pg_catalog.has_sequence_privilege(own.oid, c.oid, 'USAGE, UPDATE') END
        ) AS power (text)
        ORDER BY own.rolname <> session_user, power.text
        LIMIT 3
        """;

    /// <summary>Refuses a role that can write.</summary>
    /// <param name="session">Its session.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">It can (<see cref="ExitCode.Refused"/>).</exception>
    public static async Task EnsureAsync(ISession session, CancellationToken cancellationToken)
    {
        if ((await session.QueryAsync(Powers, cancellationToken)).Rows is { Count: > 0 } powers)
        {
            throw new SandboxException(
                ExitCode.Refused, $"REFUSE: a checkpoint is captured by a role that can only read, and {string.Join("; ", powers.Select(static row => row[0]))}; connect as one that has SELECT alone");
        }
    }
}
