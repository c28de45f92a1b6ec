using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Effects;

/// <summary>What relations are once the run is rolled back, which is what they were before it: their names, also where the run dropped them, and their files.</summary>
internal sealed class CommittedRelations
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);

    /// <summary>Nothing looked up.</summary>
    public static CommittedRelations None { get; } = new();

    /// <summary>Their names as <c>schema.name</c>, by oid; <c>public</c> is left out.</summary>
    public IReadOnlyDictionary<string, string> Names => _names;

    /// <summary>Their files (<c>pg_relation_filenode</c>), by oid; null for what has none.</summary>
    public IReadOnlyDictionary<string, string?> Files => _files;

    /// <summary>What they are (<c>relkind</c>), by oid.</summary>
    public IReadOnlyDictionary<string, string> Kinds => _kinds;

    /// <summary>Reads them.</summary>
    /// <param name="harness">A session in the clone, outside of the rehearsal's transaction.</param>
    /// <param name="oids">Which relations.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<CommittedRelations> ReadAsync(IHarness harness, IReadOnlyCollection<string> oids, CancellationToken cancellationToken)
    {
        var relations = new CommittedRelations();
        if (oids.Count == 0)
        {
            return relations;
        }

        var found = await harness.AskAsync(
            [new BatchStatement(
            """
            SELECT c.oid, CASE WHEN n.nspname = 'public' THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END || pg_catalog.quote_ident(c.relname), pg_catalog.pg_relation_filenode(c.oid), c.relkind
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = ANY ($1::pg_catalog.oid[]) AND n.nspname <> 'pg_toast'
            """,
            ArrayText.Of(oids))],
            cancellationToken);
        foreach (var row in found[0].Rows)
        {
            relations._names[row[0]!] = row[1]!;
            relations._files[row[0]!] = row[2];
            relations._kinds[row[0]!] = row[3]!;
        }

        return relations;
    }
}
