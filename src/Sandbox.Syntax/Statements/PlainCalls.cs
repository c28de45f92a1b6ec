using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Statements;

/// <summary>
/// Tells whether a statement calls nothing by name but functions of PostgreSQL's own that compute a value (manual, "Functions and Operators"): it then defines
/// nothing, opens no cursor and changes no setting that its text does not show. A view, an operator or a trigger may still call anything; the seal and the proof
/// stand behind that, as they do behind an INSERT.
/// </summary>
internal static class PlainCalls
{
    private static readonly HashSet<string> s_plain = new(
        (
            // What may stand before a parenthesis without being called.
            "all and any array as asc between both by case check conflict cross cube default desc distinct do do else end except exists false fetch filter first for from full group grouping "
            + "having in including inner intersect into is isnull join lateral leading left like ilike limit natural next not nothing notnull null offset on only or order over overlaps "
            + "partition range right rollup row rows select set sets similar some symmetric table then ties to trailing true union unique update using values when where window with within "
            + "materialized returning recursive insert delete merge matched key share of "

            // Types and their modifiers.
            + "bigint bit bool boolean bpchar bytea char character cidr date decimal double float float4 float8 inet int int2 int4 int8 integer interval json jsonb name numeric oid real "
            + "smallint text time timestamp timestamptz timetz uuid varbit varchar varying xml zone precision "

            // Conditions and numbers.
            + "coalesce nullif greatest least cast treat num_nulls num_nonnulls abs cbrt ceil ceiling degrees div exp factorial floor gcd lcm ln log log10 mod pi power radians round scale "
            + "sign sqrt trim_scale trunc width_bucket acos asin atan atan2 cos cot sin tan random "

            // Text and bytes.
            + "ascii bit_length btrim char_length character_length chr concat concat_ws convert convert_from convert_to decode encode format get_bit get_byte initcap length lower lpad ltrim md5 "
            + "normalize octet_length overlay parse_ident position quote_ident quote_literal quote_nullable regexp_count regexp_like regexp_match regexp_matches regexp_replace "
            + "regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse rpad rtrim sha224 sha256 sha384 sha512 split_part starts_with strpos string_to_array "
            + "string_to_table substr substring to_hex translate trim upper "

            // Dates and formats.
            + "age clock_timestamp current_date current_time current_timestamp date_bin date_part date_trunc extract isfinite justify_days justify_hours justify_interval localtime "
            + "localtimestamp make_date make_interval make_time make_timestamp make_timestamptz now statement_timestamp timeofday timezone to_char to_date to_number to_timestamp "
            + "transaction_timestamp "

            // Arrays, ranges, JSON and sets.
            + "array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position array_positions array_prepend array_remove array_replace array_to_json "
            + "array_to_string array_upper cardinality daterange generate_series generate_subscripts int4range int8range isempty json_array_elements json_array_elements_text "
            + "json_array_length json_build_array json_build_object json_each json_each_text json_extract_path json_extract_path_text json_object json_object_keys json_populate_record "
            + "json_populate_recordset json_strip_nulls json_to_record json_to_recordset json_typeof jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array "
            + "jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_keys jsonb_path_exists jsonb_path_match "
            + "jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_populate_record jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_to_record "
            + "jsonb_to_recordset jsonb_typeof lower_inc lower_inf numrange row_to_json to_json to_jsonb tsrange tstzrange unnest upper_inc upper_inf "

            // Aggregates and windows.
            + "array_agg avg bit_and bit_or bool_and bool_or corr count covar_pop covar_samp cume_dist dense_rank every first_value json_agg json_object_agg jsonb_agg jsonb_object_agg lag "
            + "last_value lead max min mode nth_value ntile percent_rank percentile_cont percentile_disc rank regr_slope row_number stddev stddev_pop stddev_samp string_agg sum var_pop "
            + "var_samp variance "

            // Text search, identifiers, the session and the catalog.
            + "plainto_tsquery setweight to_tsquery to_tsvector ts_headline ts_rank ts_rank_cd websearch_to_tsquery gen_random_uuid uuidv4 uuidv7 currval lastval nextval col_description "
            + "current_catalog current_database current_role current_schema current_schemas current_setting current_user format_type has_column_privilege has_database_privilege "
            + "has_function_privilege has_schema_privilege has_sequence_privilege has_table_privilege obj_description pg_backend_pid pg_column_size pg_get_constraintdef pg_get_expr "
            + "pg_get_functiondef pg_get_indexdef pg_get_serial_sequence pg_get_triggerdef pg_get_viewdef pg_relation_size pg_size_pretty pg_sleep pg_table_is_visible pg_table_size "
            + "pg_total_relation_size pg_typeof session_user to_regclass to_regnamespace to_regproc to_regprocedure to_regrole to_regtype txid_current user version").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Whether nothing else is called.</summary>
    /// <param name="first">The statement's first word, in upper case.</param>
    /// <param name="cursor">Stands behind it.</param>
    public static bool AreAll(string first, TokenCursor cursor)
    {
        // What follows INTO and AS is named and not called: INSERT INTO t (a, b).
        var before = first;
        while (!cursor.AtEnd)
        {
            if (cursor.Is(TokenKind.UnicodeIdentifier))
            {
                return false;
            }

            if (cursor.TakeName() is not { } name)
            {
                before = string.Empty;
                cursor.Advance();
                continue;
            }

            var isPlain = s_plain.Contains(name);
            if (cursor.Is(TokenKind.Punctuation) && cursor.Text[0] == '.')
            {
                cursor.Advance();
                var called = cursor.TakeName();
                isPlain = name is "pg_catalog" && called is not null && s_plain.Contains(called);
            }

            var createsTable = name is "into" && before is not ("INSERT" or "MERGE" or "insert" or "merge");
            if (createsTable || (cursor.Is(TokenKind.OpenParenthesis) && !isPlain && before is not ("into" or "as")))
            {
                return false;
            }

            before = name;
        }

        return true;
    }
}
