namespace Sandbox.Rehearsal.States;

/// <summary>One question about the catalog; its answer has the columns kind, name and definition.</summary>
/// <param name="About">What is asked for, in the plural: what the role does not see where the server refuses the question.</param>
/// <param name="Sql">The statement; it is sent with <c>search_path</c> and all that shapes text set.</param>
/// <param name="Since">The first version of PostgreSQL that can answer it.</param>
internal sealed record CatalogQuestion(string About, string Sql, int Since = 13)
{
    /// <summary>The privileges of an object: those by default where nothing was ever granted, and in an order of their own, since a GRANT taken back changes nothing.</summary>
    /// <param name="acl">The column.</param>
    /// <param name="type">The object's type as <c>acldefault</c> knows it.</param>
    /// <param name="owner">The owner's column.</param>
    public static string Privileges(string acl, string type, string owner) =>
        $"""
        'privileges ' || (SELECT pg_catalog.string_agg(item::pg_catalog.text, ' ' ORDER BY item::pg_catalog.text COLLATE "C")
                          FROM pg_catalog.unnest(coalesce({acl}, pg_catalog.acldefault({type}, {owner}))) AS item)
        """;
}
