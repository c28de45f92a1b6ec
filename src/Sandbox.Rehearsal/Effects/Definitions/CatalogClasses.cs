namespace Sandbox.Rehearsal.Effects.Definitions;

/// <summary>The catalogs that define something. Left out are those that only repeat it (<c>pg_depend</c> but for owned sequences) or that hold measurements (<c>pg_statistic</c>).</summary>
internal static class CatalogClasses
{
    // A relation's row also says how large it is and what belongs to it; that is told by what belongs to it.
    private static readonly string[] Measured =
    [
        "relfilenode", "relpages", "reltuples", "relallvisible", "relallfrozen", "relfrozenxid", "relminmxid", "relhasindex", "relhasrules", "relhastriggers", "relhassubclass",
        "reltoastrelid", "relnatts", "relchecks", "relrewrite", "relispopulated", "relacl",
    ];

    // The type, and whether NULL is kept out and was so before by a check that the server believes without reading the table.
    private const string ColumnDetail =
        """
        pg_catalog.format_type(x.atttypid, x.atttypmod) || CASE WHEN NOT x.attnotnull THEN '' WHEN EXISTS (
            SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid = x.attrelid AND k.contype = 'c' AND k.convalidated
                AND pg_catalog.pg_get_constraintdef(k.oid) = pg_catalog.format('CHECK ((%I IS NOT NULL))', x.attname)) THEN ' checked not null' ELSE ' not null' END
        """;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CatalogClass> All { get; } =
    [
        new(CatalogClass.Relations, "pg_class")
        {
            Privileges = "relacl", Ignored = Measured,
            Where = """
                x.relkind <> 't' AND NOT EXISTS (SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class t ON t.oid = i.indrelid WHERE i.indexrelid = x.oid AND t.relkind = 't')
                """,
        },
        new("1249", "pg_attribute")
        {
            // Of views, indexes and sequences the columns are part of the whole.
            Class = CatalogClass.Relations, Object = "x.attrelid", Part = "CASE WHEN c.relkind IN ('r', 'p', 'f') THEN x.attnum ELSE 0 END",
            Facet = "CASE WHEN c.relkind IN ('r', 'p', 'f') THEN '' ELSE 'column ' || x.attnum END", Gone = "x.attisdropped", Privileges = "attacl", Detail = ColumnDetail,
            Ignored = ["attacl", "atthasmissing", "attmissingval", "attcacheoff"],
            Joined = "JOIN pg_catalog.pg_class c ON c.oid = x.attrelid", Where = "x.attnum > 0 AND c.relkind NOT IN ('t', 'i', 'I')",
        },
        new("2604", "pg_attrdef")
        {
            Class = CatalogClass.Relations, Object = "x.adrelid", Part = "CASE WHEN c.relkind IN ('r', 'p', 'f') THEN x.adnum ELSE 0 END", Facet = "'default ' || x.adnum", Ignored = ["oid"],
            Joined = "JOIN pg_catalog.pg_class c ON c.oid = x.adrelid",
        },
        new("2606", "pg_constraint") { Ignored = ["conindid"], Detail = "x.contype::pg_catalog.text || CASE WHEN x.convalidated THEN '' ELSE ' not valid' END" },
        new("2610", "pg_index")
        {
            Class = CatalogClass.Relations, Object = "x.indexrelid", Facet = "'index'", Ignored = ["indcheckxmin"], Joined = "JOIN pg_catalog.pg_class t ON t.oid = x.indrelid", Where = "t.relkind <> 't'",
        },
        new("2611", "pg_inherits") { Class = CatalogClass.Relations, Object = "x.inhrelid", Facet = "'parent ' || x.inhseqno" },
        new("3350", "pg_partitioned_table") { Class = CatalogClass.Relations, Object = "x.partrelid", Facet = "'partitions'", Ignored = ["partdefid"] },
        new("2224", "pg_sequence") { Class = CatalogClass.Relations, Object = "x.seqrelid", Facet = "'sequence'" },
        new("2608", "pg_depend")
        {
            Class = CatalogClass.Relations, Object = "x.objid", Facet = "'owner'", Joined = "JOIN pg_catalog.pg_class s ON s.oid = x.objid",
            Where = "x.classid = 1259 AND s.relkind = 'S' AND x.deptype = 'a'",
        },
        new("3118", "pg_foreign_table") { Class = CatalogClass.Relations, Object = "x.ftrelid", Facet = "'foreign table'" },
        new("2618", "pg_rewrite") { Where = "x.rulename <> '_RETURN'" },
        new("2618", "pg_rewrite") { Class = CatalogClass.Relations, Object = "x.ev_class", Facet = "'query'", Where = "x.rulename = '_RETURN'" },

        // A constraint's own triggers tell something only where somebody turned them off.
        new("2620", "pg_trigger") { Where = "NOT x.tgisinternal" },
        new("2620", "pg_trigger")
        {
            Class = CatalogClass.Relations, Object = "x.tgrelid", Facet = "'trigger ' || x.oid", Where = "x.tgisinternal AND x.tgenabled <> 'O'",
        },
        new("3256", "pg_policy"),
        new("3381", "pg_statistic_ext"),
        new("1255", "pg_proc") { Privileges = "proacl", Ignored = ["proacl"] },
        new("2600", "pg_aggregate") { Class = "1255", Object = "x.aggfnoid::pg_catalog.oid", Facet = "'aggregate'" },
        new("1247", "pg_type") { Privileges = "typacl", Ignored = ["typacl"] },
        new("3501", "pg_enum") { Class = "1247", Object = "x.enumtypid", Facet = "'label ' || x.oid" },
        new("3541", "pg_range") { Class = "1247", Object = "x.rngtypid", Facet = "'range'" },
        new("2605", "pg_cast"),
        new("2617", "pg_operator"),
        new("2616", "pg_opclass"),
        new("2753", "pg_opfamily"),
        new("2602", "pg_amop") { Class = "2753", Object = "x.amopfamily", Facet = "'operator ' || x.oid", Vanishes = true },
        new("2603", "pg_amproc") { Class = "2753", Object = "x.amprocfamily", Facet = "'function ' || x.oid", Vanishes = true },
        new("3456", "pg_collation"),
        new("2607", "pg_conversion"),
        new("2601", "pg_am"),
        new("2612", "pg_language") { Privileges = "lanacl", Ignored = ["lanacl"] },
        new("3576", "pg_transform"),
        new("3602", "pg_ts_config"),
        new("3603", "pg_ts_config_map") { Class = "3602", Object = "x.mapcfg", Facet = "'mapping ' || x.maptokentype || ' ' || x.mapseqno", Vanishes = true },
        new("3600", "pg_ts_dict"),
        new("3601", "pg_ts_parser"),
        new("3764", "pg_ts_template"),
        new("2615", "pg_namespace") { Privileges = "nspacl", Ignored = ["nspacl"], Where = "x.nspname !~ '^pg_(temp|toast)'" },
        new("3079", "pg_extension"),
        new("2328", "pg_foreign_data_wrapper") { Privileges = "fdwacl", Ignored = ["fdwacl"] },
        new("1417", "pg_foreign_server") { Privileges = "srvacl", Ignored = ["srvacl"] },
        new("1418", "pg_user_mapping") { IsSecret = true },
        new("3466", "pg_event_trigger"),
        new("6104", "pg_publication"),
        new("6106", "pg_publication_rel"),
        new("6237", "pg_publication_namespace") { Since = 15 },
        new("6100", "pg_subscription") { Ignored = ["subskiplsn"], IsSecret = true },
        new("826", "pg_default_acl"),
        new("2995", "pg_largeobject_metadata") { Class = "2613", Privileges = "lomacl", Ignored = ["lomacl"] },
        new("2609", "pg_description") { Class = "x.classoid", Object = "x.objoid", Part = "x.objsubid", Facet = "'comment'", Vanishes = true },
        new("2396", "pg_shdescription") { Class = "x.classoid", Object = "x.objoid", Facet = "'comment'", Vanishes = true },
        new("3596", "pg_seclabel") { Class = "x.classoid", Object = "x.objoid", Part = "x.objsubid", Facet = "'security ' || x.provider", Vanishes = true },
        new("3592", "pg_shseclabel") { Class = "x.classoid", Object = "x.objoid", Facet = "'security ' || x.provider", Vanishes = true },
        new("1260", "pg_authid") { IsSecret = true },
        new("1261", "pg_auth_members") { Class = "1260", Object = "x.roleid", Facet = "'member ' || x.member || ' ' || x.grantor", Vanishes = true },
        new("1262", "pg_database") { Privileges = "datacl", Ignored = ["datacl", "datfrozenxid", "datminmxid"] },
        new("1213", "pg_tablespace") { Privileges = "spcacl", Ignored = ["spcacl"] },
        new("2964", "pg_db_role_setting")
        {
            Class = "CASE WHEN x.setrole = 0 THEN 1262 ELSE 1260 END", Object = "CASE WHEN x.setrole = 0 THEN x.setdatabase ELSE x.setrole END", Facet = "'settings ' || x.setdatabase", Vanishes = true,
        },
        new("6243", "pg_parameter_acl") { Since = 15 },
    ];

    /// <summary>Those that a server has and a role may read.</summary>
    /// <param name="major">The server's major version.</param>
    /// <param name="isSuperuser">Whether the role may read all.</param>
    public static IReadOnlyList<CatalogClass> Of(int major, bool isSuperuser) => [.. All.Where(catalog => catalog.Since <= major && (isSuperuser || !catalog.IsSecret))];
}
