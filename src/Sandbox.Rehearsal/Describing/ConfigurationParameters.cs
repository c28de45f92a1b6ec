namespace Sandbox.Rehearsal.Describing;

/// <summary>\dconfig: the server's parameters; without a pattern those that are not at their default.</summary>
internal static class ConfigurationParameters
{
    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var isVerbose = context.IsVerbose;
        var hasAcl = context.Server >= 15;
        var query = new CatalogQuery()
            .Column("Parameter", "s.name")
            .Column("Value", "pg_catalog.current_setting(s.name)")
            .Column("Type", "s.vartype", isVerbose)
            .Column("Context", "s.context", isVerbose)
            .Column("Access privileges", hasAcl ? CatalogText.Acl(context, "p.paracl") : "NULL", isVerbose)
            .From("pg_catalog.pg_settings s")
            .From("LEFT JOIN pg_catalog.pg_parameter_acl p ON p.parname = pg_catalog.lower(s.name)", isVerbose && hasAcl)
            .Where("s.source <> 'default' AND s.setting IS DISTINCT FROM s.boot_val", context.Pattern is null)
            .OrderBy("1");

        // A parameter's name may hold a dot.
        return context.ListAsync(
            query,
            new PatternTarget("pg_catalog.lower(s.name)", MaxParts: int.MaxValue),
            context.Pattern is null ? "List of non-default configuration parameters" : "List of configuration parameters",
            cancellationToken);
    }
}
