using static Sandbox.Rehearsal.States.CatalogQuestion;

namespace Sandbox.Rehearsal.States;

/// <summary>Functions, types, and what is made of them.</summary>
internal static class RoutineQuestions
{
    /// <summary>The questions.</summary>
    public static IReadOnlyList<CatalogQuestion> All { get; } =
    [
        new("functions",
            $"""
            SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, p.oid::pg_catalog.regprocedure::pg_catalog.text,
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(p.proowner), {Privileges("p.proacl", "'f'", "p.proowner")},
                       CASE WHEN p.prokind <> 'a' THEN pg_catalog.pg_get_functiondef(p.oid)
                            ELSE (SELECT (pg_catalog.to_jsonb(a) - '{"{aggfnoid,aggsortop,aggtranstype,aggmtranstype}"}'::pg_catalog.text[])::pg_catalog.text
                                         || pg_catalog.format(' over %s, %s, sorted by %s', pg_catalog.format_type(a.aggtranstype, NULL), pg_catalog.format_type(a.aggmtranstype, NULL), a.aggsortop::pg_catalog.regoperator)
                                  FROM pg_catalog.pg_aggregate a WHERE a.aggfnoid = p.oid) END)
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE p.oid >= 16384 AND n.nspname !~ '^pg_temp'
            """),
        new("types",
            $"""
            SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END, pg_catalog.format_type(t.oid, NULL),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(t.typowner), {Privileges("t.typacl", "'T'", "t.typowner")},
                       CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'c' THEN 'composite' WHEN 'r' THEN 'range' WHEN 'm' THEN 'multirange' WHEN 'b' THEN 'base' WHEN 'p' THEN 'pseudo' END,
                       (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid),
                       CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END, CASE WHEN t.typnotnull THEN 'not null' END, 'default ' || t.typdefault,
                       CASE WHEN t.typcollation <> 0 THEN 'collation ' || t.typcollation::pg_catalog.regcollation::pg_catalog.text END,
                       (SELECT pg_catalog.format('of %s, canonical %s, difference %s, multirange %s', pg_catalog.format_type(r.rngsubtype, NULL), r.rngcanonical, r.rngsubdiff,
                                                 pg_catalog.format_type((pg_catalog.to_jsonb(r) ->> 'rngmultitypid')::pg_catalog.oid, NULL))
                        FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid),
                       CASE WHEN t.typtype = 'b' THEN pg_catalog.format('%s, %s, %s, %s, length %s, align %s, storage %s', t.typinput, t.typoutput, t.typreceive, t.typsend, t.typlen, t.typalign, t.typstorage) END)
            FROM pg_catalog.pg_type t
            JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
            WHERE t.oid >= 16384 AND (c.oid IS NULL OR c.relkind = 'c') AND t.typcategory <> 'A' AND n.nspname !~ '^pg_(temp|toast)'
            """),
        new("casts",
            """
            SELECT 'cast', pg_catalog.format('%s as %s', pg_catalog.format_type(c.castsource, NULL), pg_catalog.format_type(c.casttarget, NULL)),
                   pg_catalog.format('%s, context %s, method %s', c.castfunc::pg_catalog.regprocedure, c.castcontext, c.castmethod)
            FROM pg_catalog.pg_cast c
            WHERE c.oid >= 16384
            """),
        new("operators",
            """
            SELECT 'operator', o.oid::pg_catalog.regoperator::pg_catalog.text,
                   pg_catalog.format('owner %s, %s returns %s, commutator %s, negator %s, %s, %s%s%s', pg_catalog.pg_get_userbyid(o.oprowner), o.oprcode, pg_catalog.format_type(o.oprresult, NULL),
                       o.oprcom::pg_catalog.regoperator, o.oprnegate::pg_catalog.regoperator, o.oprrest, o.oprjoin, CASE WHEN o.oprcanhash THEN ', hashes' END, CASE WHEN o.oprcanmerge THEN ', merges' END)
            FROM pg_catalog.pg_operator o
            WHERE o.oid >= 16384
            """),
        new("operator classes",
            """
            SELECT 'operator class', pg_catalog.format('%I.%I using %s', n.nspname, o.opcname, m.amname),
                   pg_catalog.format('owner %s, for %s, family %I, default %s, keys %s', pg_catalog.pg_get_userbyid(o.opcowner), pg_catalog.format_type(o.opcintype, NULL), f.opfname, o.opcdefault,
                       pg_catalog.format_type(nullif(o.opckeytype, 0), NULL))
            FROM pg_catalog.pg_opclass o
            JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace
            JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod
            JOIN pg_catalog.pg_opfamily f ON f.oid = o.opcfamily
            WHERE o.oid >= 16384
            """),
        new("operator families",
            """
            SELECT 'operator family', pg_catalog.format('%I.%I using %s', n.nspname, f.opfname, m.amname),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(f.opfowner),
                       (SELECT pg_catalog.string_agg(pg_catalog.format('operator %s %s for %s', a.amopstrategy, a.amopopr::pg_catalog.regoperator, a.amoppurpose), ', '
                                                     ORDER BY a.amopstrategy, a.amopopr::pg_catalog.regoperator::pg_catalog.text COLLATE "C")
                        FROM pg_catalog.pg_amop a WHERE a.amopfamily = f.oid),
                       (SELECT pg_catalog.string_agg(pg_catalog.format('function %s %s (%s, %s)', a.amprocnum, a.amproc, pg_catalog.format_type(a.amproclefttype, NULL), pg_catalog.format_type(a.amprocrighttype, NULL)), ', '
                                                     ORDER BY a.amprocnum, a.amproc::pg_catalog.text COLLATE "C", pg_catalog.format_type(a.amproclefttype, NULL), pg_catalog.format_type(a.amprocrighttype, NULL))
                        FROM pg_catalog.pg_amproc a WHERE a.amprocfamily = f.oid))
            FROM pg_catalog.pg_opfamily f
            JOIN pg_catalog.pg_namespace n ON n.oid = f.opfnamespace
            JOIN pg_catalog.pg_am m ON m.oid = f.opfmethod
            WHERE f.oid >= 16384 OR EXISTS (SELECT FROM pg_catalog.pg_amop a WHERE a.amopfamily = f.oid AND a.oid >= 16384)
               OR EXISTS (SELECT FROM pg_catalog.pg_amproc a WHERE a.amprocfamily = f.oid AND a.oid >= 16384)
            """),
        new("access methods", "SELECT 'access method', m.amname, pg_catalog.format('%s, type %s', m.amhandler, m.amtype) FROM pg_catalog.pg_am m WHERE m.oid >= 16384"),
        new("collations",
            """
            SELECT 'collation', pg_catalog.format('%I.%I', n.nspname, c.collname),
                   pg_catalog.format('owner %s, %s', pg_catalog.pg_get_userbyid(c.collowner), pg_catalog.jsonb_strip_nulls(pg_catalog.to_jsonb(c) - '{oid,collname,collnamespace,collowner}'::pg_catalog.text[]))
            FROM pg_catalog.pg_collation c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
            WHERE c.oid >= 16384
            """),
        new("conversions",
            """
            SELECT 'conversion', pg_catalog.format('%I.%I', n.nspname, c.conname),
                   pg_catalog.format('owner %s, %s', pg_catalog.pg_get_userbyid(c.conowner), pg_catalog.to_jsonb(c) - '{oid,conname,connamespace,conowner}'::pg_catalog.text[])
            FROM pg_catalog.pg_conversion c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
            WHERE c.oid >= 16384
            """),
        new("languages",
            $"""
            SELECT 'language', pg_catalog.quote_ident(l.lanname),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(l.lanowner), {Privileges("l.lanacl", "'l'", "l.lanowner")}, CASE WHEN l.lanpltrusted THEN 'trusted' END,
                       l.lanplcallfoid::pg_catalog.regproc::pg_catalog.text, l.laninline::pg_catalog.regproc::pg_catalog.text, l.lanvalidator::pg_catalog.regproc::pg_catalog.text)
            FROM pg_catalog.pg_language l
            """),
        new("transforms",
            """
            SELECT 'transform', pg_catalog.format('%s for %I', pg_catalog.format_type(t.trftype, NULL), l.lanname), pg_catalog.format('from %s, to %s', t.trffromsql, t.trftosql)
            FROM pg_catalog.pg_transform t
            JOIN pg_catalog.pg_language l ON l.oid = t.trflang
            """),
        new("text search objects",
            """
            SELECT 'text search configuration', pg_catalog.format('%I.%I', n.nspname, c.cfgname),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(c.cfgowner), 'parser ' || p.prsname,
                       (SELECT pg_catalog.string_agg(pg_catalog.format('%s %s', m.maptokentype, m.mapdict::pg_catalog.regdictionary), ', ' ORDER BY m.maptokentype, m.mapseqno)
                        FROM pg_catalog.pg_ts_config_map m WHERE m.mapcfg = c.oid))
            FROM pg_catalog.pg_ts_config c JOIN pg_catalog.pg_namespace n ON n.oid = c.cfgnamespace JOIN pg_catalog.pg_ts_parser p ON p.oid = c.cfgparser
            WHERE c.oid >= 16384
            UNION ALL
            SELECT 'text search dictionary', pg_catalog.format('%I.%I', n.nspname, d.dictname),
                   pg_catalog.concat_ws(', ', 'owner ' || pg_catalog.pg_get_userbyid(d.dictowner), 'template ' || t.tmplname, d.dictinitoption)
            FROM pg_catalog.pg_ts_dict d JOIN pg_catalog.pg_namespace n ON n.oid = d.dictnamespace JOIN pg_catalog.pg_ts_template t ON t.oid = d.dicttemplate
            WHERE d.oid >= 16384
            UNION ALL
            SELECT 'text search parser', pg_catalog.format('%I.%I', n.nspname, p.prsname), (pg_catalog.to_jsonb(p) - '{oid,prsname,prsnamespace}'::pg_catalog.text[])::pg_catalog.text
            FROM pg_catalog.pg_ts_parser p JOIN pg_catalog.pg_namespace n ON n.oid = p.prsnamespace
            WHERE p.oid >= 16384
            UNION ALL
            SELECT 'text search template', pg_catalog.format('%I.%I', n.nspname, t.tmplname), (pg_catalog.to_jsonb(t) - '{oid,tmplname,tmplnamespace}'::pg_catalog.text[])::pg_catalog.text
            FROM pg_catalog.pg_ts_template t JOIN pg_catalog.pg_namespace n ON n.oid = t.tmplnamespace
            WHERE t.oid >= 16384
            """),
    ];
}
