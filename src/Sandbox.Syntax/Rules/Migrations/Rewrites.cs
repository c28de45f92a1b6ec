using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2010, SBX2011, SBX2027: a table or an index in use is written anew.</summary>
internal sealed class Rewrites : MigrationRule
{
    /// <summary>Functions whose value one statement asks for once: not volatile (pg_proc.provolatile).</summary>
    private static readonly HashSet<string> Steady = new(StringComparer.OrdinalIgnoreCase)
    {
        "now", "transaction_timestamp", "statement_timestamp", "current_timestamp", "localtimestamp", "current_time", "localtime", "current_user", "session_user", "current_database",
        "current_schema", "current_setting", "coalesce", "nullif", "greatest", "least", "array", "row", "cast", "lower", "upper", "trim", "btrim", "ltrim", "rtrim", "length", "substr", "substring",
        "concat", "replace", "format", "md5", "to_char", "to_date", "to_timestamp", "to_number", "date_trunc", "date_part", "extract", "make_date", "make_interval", "make_timestamp", "age",
        "abs", "ceil", "floor", "round", "mod", "power", "sqrt", "jsonb_build_object", "jsonb_build_array", "json_build_object", "json_build_array", "to_json", "to_jsonb", "array_fill", "decode", "encode",
        "interval", "numeric", "decimal", "varchar", "character", "char", "varying", "timestamp", "timestamptz", "time", "bit", "int4range", "int8range", "tstzrange", "daterange", "numrange", "uuid_nil", "zone",
    };

    /// <summary>Those of them that take no arguments: with some it is another function of that name.</summary>
    private static readonly HashSet<string> WithoutArguments = new(StringComparer.OrdinalIgnoreCase) { "now", "transaction_timestamp", "statement_timestamp", "current_database", "current_schema" };

    public override void Check(MigrationStep step)
    {
        if (step.Fact is Maintenance { Concurrently: false } maintenance && (maintenance.Name is null || !step.State.IsNew(maintenance.Name)))
        {
            var what = maintenance.Name?.Shown ?? "everything";
            step.Report(RuleRegistry.RewriteUnderLock, Remedy(maintenance, what, step.State.ServerVersion));
        }

        foreach (var action in step.Actions)
        {
            if (action.Kind == TableActionKind.Rewrite)
            {
                step.Report(RuleRegistry.RewriteUnderLock, action.Tokens, $"{step.Table.Shown} is written anew while nobody can read or write it");
            }
            else if (action is { Kind: TableActionKind.AddColumn, Column: { } column })
            {
                CheckColumn(step, column, action.Tokens);
            }
        }
    }

    private static string Remedy(Maintenance maintenance, string what, int version) => maintenance.Command switch
    {
        "REFRESH MATERIALIZED VIEW" => $"nobody can read {what} until it is filled anew: REFRESH MATERIALIZED VIEW CONCURRENTLY lets readers through",
        "VACUUM FULL" or "CLUSTER" when version >= 19 => $"{what} is written anew while nobody can read or write it: REPACK (CONCURRENTLY) lets them through",
        "VACUUM FULL" or "CLUSTER" => $"{what} is written anew while nobody can read or write it: plain VACUUM, or a tool that repacks in the background",
        _ => $"writes to what {what} belongs to wait, and reads that would use it: REINDEX ... CONCURRENTLY lets them through",
    };

    private static void CheckColumn(MigrationStep step, ColumnFact column, SqlTokens action)
    {
        var table = step.Table.Shown;
        if (column.Type is { IsSerial: true } || column.Has(ConstraintKind.Identity) || column.Has(ConstraintKind.Stored))
        {
            step.Report(RuleRegistry.ComputedColumn, action, $"each row of {table} gets a value of its own, so the table is written anew while nobody can read or write it: add a plain column and fill it in batches");
        }
        else if (column.Find(ConstraintKind.Default) is { Expression: { } value } && !(value.Count == 1 && value.IsWord(0, "null")))
        {
            if (step.State.ServerVersion < 11)
            {
                step.Report(RuleRegistry.DefaultRewrites, action, $"before PostgreSQL 11 a default writes {table} anew while nobody can read or write it: add the column, then SET DEFAULT, then fill it in batches");
            }
            else if (Volatile(value) is { } function)
            {
                step.Report(RuleRegistry.DefaultRewrites, action, $"{function}() may have another value for each row, so {table} is written anew while nobody can read or write it: add the column, then SET DEFAULT, then fill it in batches");
            }
        }
    }

    /// <summary>The function in a default that is not known to be steady; null where there is none.</summary>
    private static string? Volatile(SqlTokens value)
    {
        for (var i = 0; i + 1 < value.Count; i++)
        {
            if (value.Is(i + 1, TokenKind.OpenParenthesis) && value.Name(i) is { } name && !value.IsSign(i - 1, "::")
                && (!Steady.Contains(name) || (WithoutArguments.Contains(name) && !value.Is(i + 2, TokenKind.CloseParenthesis))))
            {
                return name;
            }
        }

        return null;
    }
}
