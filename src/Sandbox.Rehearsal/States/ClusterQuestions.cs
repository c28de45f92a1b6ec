using static Sandbox.Rehearsal.States.CatalogQuestion;

namespace Sandbox.Rehearsal.States;

/// <summary>What all databases of the cluster share, as far as the role may see it.</summary>
internal static class ClusterQuestions
{
    /// <summary>The questions.</summary>
    public static IReadOnlyList<CatalogQuestion> All { get; } =
    [
        new("roles",
            """
            SELECT 'role', pg_catalog.quote_ident(r.rolname),
                   pg_catalog.concat_ws(', ', CASE WHEN r.rolsuper THEN 'superuser' END, CASE WHEN r.rolinherit THEN 'inherit' END, CASE WHEN r.rolcreaterole THEN 'createrole' END,
                       CASE WHEN r.rolcreatedb THEN 'createdb' END, CASE WHEN r.rolcanlogin THEN 'login' END, CASE WHEN r.rolreplication THEN 'replication' END,
                       CASE WHEN r.rolbypassrls THEN 'bypassrls' END, 'connection limit ' || nullif(r.rolconnlimit, -1), 'valid until ' || r.rolvaliduntil)
            FROM pg_catalog.pg_roles r
            UNION ALL
            SELECT 'role membership', pg_catalog.format('%I in %I, granted by %I', m.rolname, g.rolname, pg_catalog.pg_get_userbyid(a.grantor)),
                   (pg_catalog.to_jsonb(a) - '{oid,roleid,member,grantor}'::pg_catalog.text[])::pg_catalog.text
            FROM pg_catalog.pg_auth_members a JOIN pg_catalog.pg_roles g ON g.oid = a.roleid JOIN pg_catalog.pg_roles m ON m.oid = a.member
            """),
        new("passwords of roles",
            "SELECT 'role password', pg_catalog.quote_ident(a.rolname), 'digest ' || pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(a.rolpassword::pg_catalog.bytea), 'hex'), 16) FROM pg_catalog.pg_authid a WHERE a.rolpassword IS NOT NULL"),
        new("settings of roles and databases",
            """
            SELECT 'setting', pg_catalog.format('%s of %s', pg_catalog.split_part(item, '=', 1),
                       pg_catalog.concat_ws(' in ', 'role ' || pg_catalog.quote_ident(r.rolname), coalesce('database ' || pg_catalog.quote_ident(d.datname), CASE WHEN r.oid IS NULL THEN 'all roles' END))), item
            FROM pg_catalog.pg_db_role_setting s
            CROSS JOIN pg_catalog.unnest(s.setconfig) AS item
            LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
            LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
            WHERE d.datname IS DISTINCT FROM pg_catalog.current_database()
            """),
        new("settings of the server",
            """
            SELECT 'server setting', s.name, s.setting
            FROM pg_catalog.pg_settings s
            WHERE s.source IN ('configuration file', 'command line', 'environment variable', 'global')
            """),
        new("pending settings of the server",
            """
            SELECT 'server setting', pg_catalog.format('%s in %s', f.name, f.sourcefile), pg_catalog.string_agg(f.setting, ' ' ORDER BY f.seqno)
            FROM pg_catalog.pg_file_settings f
            WHERE f.name IS NOT NULL
            GROUP BY f.name, f.sourcefile
            """),
        new("privileges on settings",
            """
            SELECT 'privileges', 'of setting ' || p.parname, (SELECT pg_catalog.string_agg(item::pg_catalog.text, ' ' ORDER BY item::pg_catalog.text COLLATE "C") FROM pg_catalog.unnest(p.paracl) AS item)
            FROM pg_catalog.pg_parameter_acl p
            """,
            Since: 15),
        new("databases",
            $"""
            SELECT 'database', pg_catalog.quote_ident(d.datname),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(d.datdba), {Privileges("d.datacl", "'d'", "d.datdba")}, pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
                       CASE WHEN d.datistemplate THEN 'template' END, CASE WHEN NOT d.datallowconn THEN 'no connections' END, 'connection limit ' || nullif(d.datconnlimit, -1), 'tablespace ' || s.spcname)
            FROM pg_catalog.pg_database d
            JOIN pg_catalog.pg_tablespace s ON s.oid = d.dattablespace
            WHERE d.datname <> pg_catalog.current_database()
            """),
        new("tablespaces",
            $"""
            SELECT 'tablespace', pg_catalog.quote_ident(s.spcname),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(s.spcowner), {Privileges("s.spcacl", "'t'", "s.spcowner")}, 'options ' || s.spcoptions::pg_catalog.text, pg_catalog.pg_tablespace_location(s.oid))
            FROM pg_catalog.pg_tablespace s
            """),
        new("comments on what databases share",
            "SELECT 'comment', 'on ' || o.type || ' ' || o.identity, d.description FROM pg_catalog.pg_shdescription d, pg_catalog.pg_identify_object(d.classoid, d.objoid, 0) o"),
        new("replication slots",
            "SELECT 'replication slot', pg_catalog.quote_ident(s.slot_name), pg_catalog.concat_ws(', ', s.slot_type, s.plugin, 'database ' || s.database, CASE WHEN s.temporary THEN 'temporary' END) FROM pg_catalog.pg_replication_slots s"),
        new("replication origins", "SELECT 'replication origin', o.roname, '' FROM pg_catalog.pg_replication_origin o"),
        new("prepared transactions",
            "SELECT 'prepared transaction', p.gid, pg_catalog.format('owner %s, database %s', p.owner, p.database) FROM pg_catalog.pg_prepared_xacts p"),
        new("advisory locks",
            """
            SELECT 'advisory lock', pg_catalog.format('%s/%s/%s %s in %s', l.classid, l.objid, l.objsubid, l.mode, d.datname), pg_catalog.format('%s holders', pg_catalog.count(*))
            FROM pg_catalog.pg_locks l
            JOIN pg_catalog.pg_database d ON d.oid = l.database
            WHERE l.locktype = 'advisory' AND l.granted
            GROUP BY l.classid, l.objid, l.objsubid, l.mode, d.datname
            """),
    ];
}
