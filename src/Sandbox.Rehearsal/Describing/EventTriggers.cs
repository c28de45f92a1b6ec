namespace Sandbox.Rehearsal.Describing;

/// <summary>\dy: event triggers.</summary>
internal static class EventTriggers
{
    public static Task ListAsync(DescribeContext context, CancellationToken cancellationToken)
    {
        var query = new CatalogQuery()
            .Column("Name", "e.evtname")
            .Column("Event", "e.evtevent")
            .Column("Owner", "pg_catalog.pg_get_userbyid(e.evtowner)")
            .Column("Enabled", "CASE e.evtenabled WHEN 'O' THEN 'enabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' WHEN 'D' THEN 'disabled' END")
            .Column("Function", "e.evtfoid::pg_catalog.regproc")
            .Column("Tags", "pg_catalog.array_to_string(ARRAY(SELECT x FROM pg_catalog.unnest(e.evttags) x), ', ')")
            .Column("Description", "pg_catalog.obj_description(e.oid, 'pg_event_trigger')", context.IsVerbose)
            .From("pg_catalog.pg_event_trigger e")
            .OrderBy("1");
        return context.ListAsync(query, new PatternTarget("e.evtname"), "List of event triggers", cancellationToken);
    }
}
