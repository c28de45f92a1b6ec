using System.Security.Cryptography;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Rehearsal.Lanes;

/// <summary>A copy of the clone that a script really commits to: made by us under a name that nobody can guess, and dropped by that name and no other.</summary>
internal sealed class CloneCopy
{
    /// <summary>What the name of every copy begins with.</summary>
    public const string Prefix = "sandbox_copy_";

    private CloneCopy(string name) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its oid; null until it was made.</summary>
    public string? Oid { get; private set; }

    /// <summary>A name for a copy, within the 63 bytes that the server keeps.</summary>
    public static CloneCopy WithNewName() => new(Prefix + RandomNumberGenerator.GetHexString(32, lowercase: true));

    /// <summary>Makes it.</summary>
    /// <param name="session">A session in the clone, which the guard has let pass; the only one there.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">The server does not allow it (<see cref="ExitCode.Refused"/>); the message has the line that mends it.</exception>
    public async Task CreateAsync(ISession session, CancellationToken cancellationToken)
    {
        try
        {
            // Who may create databases may not end here because of a setting of his own.
            await session.QueryAsync("SELECT pg_catalog.set_config('statement_timeout', '0', false), pg_catalog.set_config('lock_timeout', '0', false)", cancellationToken);
            var statement = await session.ScalarAsync(
                """
                SELECT pg_catalog.format('CREATE DATABASE %I OWNER %I TEMPLATE %I', $1::pg_catalog.text, pg_catalog.pg_get_userbyid(d.datdba), d.datname)
                FROM pg_catalog.pg_database d
                WHERE d.datname = pg_catalog.current_database()
                """,
                cancellationToken,
                Name);
            await session.QueryAsync(statement!, cancellationToken);
            Oid = await session.ScalarAsync("SELECT oid FROM pg_catalog.pg_database WHERE datname = $1", cancellationToken, Name);
            await GiveSettingsAsync(session, cancellationToken);
        }
        catch (ServerErrorException error)
        {
            throw new SandboxException(ExitCode.Refused, $"the disposable lane needs a copy of the clone, and the server does not make one: {error.Error.Text} (SQLSTATE {error.Error.SqlState}); {await MendAsync(session, error.Error, cancellationToken)}", error);
        }
    }

    /// <summary>Makes sure that a session is in the copy and nowhere else, on the server of the clone.</summary>
    /// <param name="session">The session that will execute.</param>
    /// <param name="clone">What the clone's server said of itself.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What was asked.</returns>
    /// <exception cref="GuardException">It is somewhere else.</exception>
    public async Task<GuardCheck> EnsureAsync(ISession session, TargetIdentity clone, CancellationToken cancellationToken)
    {
        var found = await TargetIdentity.ReadAsync(session, cancellationToken);

        // A role's search path may lead to operators of the script's own.
        var oid = await session.ScalarAsync("SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()", cancellationToken);
        var isCopy = string.Equals(found.Database, Name, StringComparison.Ordinal) && found.IsOnServerOf(clone) && Oid is not null && string.Equals(oid, Oid, StringComparison.Ordinal);
        var check = new GuardCheck("copy", isCopy, isCopy
            ? $"the script runs in {Name}, which this run made of {clone.Database}"
            : $"the script would run in {found.Database} (oid {oid}) and not in {Name} (oid {Oid}), which this run made of {clone.Database}, on the same server");
        return isCopy ? check : throw new GuardException([check]);
    }

    /// <summary>Drops a copy by its exact name, whoever is connected to it; what was prepared in it is rolled back first.</summary>
    /// <param name="session">A session in another database of the server.</param>
    /// <param name="target">Where that session is.</param>
    /// <param name="name">The copy's name.</param>
    /// <param name="oid">Its oid; null where it is not known.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>False where there is no such database.</returns>
    /// <exception cref="SandboxException">It is still there (<see cref="ExitCode.Residue"/>).</exception>
    public static async Task<bool> DropAsync(ISession session, ConnectionTarget target, string name, string? oid, CancellationToken cancellationToken)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw new ArgumentException("Only copies are dropped.", nameof(name));
        }

        try
        {
            var found = await session.ScalarAsync("SELECT oid FROM pg_catalog.pg_database WHERE datname = $1", cancellationToken, name);
            if (found is null || (oid is not null && !string.Equals(oid, found, StringComparison.Ordinal)))
            {
                return false;
            }

            await RollBackPreparedAsync(session, target with { Database = name }, cancellationToken);
            var statement = await session.ScalarAsync("SELECT pg_catalog.format('DROP DATABASE %I WITH (FORCE)', d.datname) FROM pg_catalog.pg_database d WHERE d.oid = $1", cancellationToken, found);
            await session.QueryAsync(statement!, cancellationToken);
            return true;
        }
        catch (ServerErrorException error)
        {
            throw new SandboxException(ExitCode.Residue, $"""the copy {name} could not be dropped: {error.Error.Text} (SQLSTATE {error.Error.SqlState}); drop it: DROP DATABASE "{name}" WITH (FORCE)""", error);
        }
    }

    /// <summary>Rolls back what is prepared in a database, from within it: elsewhere the server does not allow it.</summary>
    private static async Task RollBackPreparedAsync(ISession session, ConnectionTarget copy, CancellationToken cancellationToken)
    {
        var prepared = await session.QueryAsync("SELECT pg_catalog.quote_literal(gid) FROM pg_catalog.pg_prepared_xacts WHERE database = $1", cancellationToken, copy.Database);
        if (prepared.Rows.Count == 0)
        {
            return;
        }

        await using var inside = await Postgres.Wire.WireSession.OpenAsync(copy, cancellationToken);
        foreach (var gid in prepared.Rows)
        {
            await inside.QueryAsync($"ROLLBACK PREPARED {gid[0]}", cancellationToken);
        }
    }

    /// <summary>CREATE DATABASE copies neither who may connect nor the settings that a database gives its sessions.</summary>
    private async Task GiveSettingsAsync(ISession session, CancellationToken cancellationToken)
    {
        var privileges = await session.QueryAsync(
            """
            SELECT pg_catalog.format('REVOKE ALL ON DATABASE %I FROM PUBLIC', $1::pg_catalog.text)
            UNION ALL
            SELECT pg_catalog.format('GRANT %s ON DATABASE %I TO %s%s', a.privilege_type, $1::pg_catalog.text, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END,
                                     CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM pg_catalog.pg_database d, pg_catalog.aclexplode(coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))) a
            WHERE d.datname = pg_catalog.current_database() AND a.grantee <> d.datdba
            """,
            cancellationToken,
            Name);
        var settings = await session.QueryAsync(
            """
            SELECT CASE WHEN s.setrole = 0 THEN pg_catalog.format('ALTER DATABASE %I SET ', $1::pg_catalog.text) ELSE pg_catalog.format('ALTER ROLE %I IN DATABASE %I SET ', session_user, $1::pg_catalog.text) END
                   || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(part), '.') FROM pg_catalog.unnest(pg_catalog.string_to_array(pg_catalog.split_part(item, '=', 1), '.')) AS part) || ' FROM CURRENT',
                   pg_catalog.split_part(item, '=', 1), pg_catalog.substr(item, pg_catalog.strpos(item, '=') + 1)
            FROM pg_catalog.pg_db_role_setting s
            JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
            CROSS JOIN pg_catalog.unnest(s.setconfig) AS item
            WHERE d.datname = pg_catalog.current_database() AND (s.setrole = 0 OR s.setrole = (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = session_user))
            """,
            cancellationToken,
            Name);
        await session.QueryAsync("BEGIN", cancellationToken);
        foreach (var privilege in privileges.Rows)
        {
            await session.QueryAsync(privilege[0]!, cancellationToken);
        }

        foreach (var setting in settings.Rows)
        {
            // A list, such as a search path, is quoted in a way of its own; the value that is in force needs none.
            await session.QueryAsync("SELECT pg_catalog.set_config($1, $2, true)", cancellationToken, setting[1], setting[2]);
            await session.QueryAsync(setting[0]!, cancellationToken);
        }

        await session.QueryAsync("COMMIT", cancellationToken);
    }

    private static async Task<string> MendAsync(ISession session, ServerMessage error, CancellationToken cancellationToken)
    {
        if (session.Status != TransactionStatus.Idle)
        {
            await session.QueryAsync("ROLLBACK", cancellationToken);
        }

        if (error.SqlState is "55006")
        {
            var others = await session.QueryAsync(
                """
                SELECT pg_catalog.format('process %s, user %s, application %s', a.pid, a.usename, a.application_name), a.pid
                FROM pg_catalog.pg_stat_activity a
                WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()
                """,
                cancellationToken);
            return others.Rows.Count == 0 ? "somebody was connected to the clone and has gone: try again"
                : $"connected to the clone: {string.Join("; ", others.Rows.Select(static row => row[0]))}; end that, or: SELECT pg_terminate_backend({others.Rows[0][1]})";
        }

        var user = await session.ScalarAsync("SELECT pg_catalog.quote_ident(session_user) || CASE WHEN r.rolcreatedb OR r.rolsuper THEN ' owner' ELSE '' END FROM pg_catalog.pg_roles r WHERE r.rolname = session_user", cancellationToken);
        return error.SqlState is not "42501" ? "mend that, or use the rollback lane"
            : user!.EndsWith(" owner", StringComparison.Ordinal) ? $"the role has to own the clone: ALTER DATABASE ... OWNER TO {user[..^6]}"
            : $"let the role create databases: ALTER ROLE {user} CREATEDB";
    }
}
