using System.Globalization;

namespace Sandbox.Rehearsal.States;

/// <summary>Reads where the sequences stand.</summary>
internal static class SequenceReader
{
    private const int TogetherAtMost = 500;

    /// <summary>Reads the positions, in the order of the names; a sequence's position is outside of every transaction and snapshot.</summary>
    /// <param name="session">The session to read on.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyList<SequenceState>> ReadAsync(IStateSession session, CancellationToken cancellationToken)
    {
        var listed = await session.AskAsync(
            """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), pg_catalog.quote_literal(pg_catalog.format('%I.%I', n.nspname, c.relname)),
                   pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_sequence_privilege(c.oid, 'SELECT')
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND c.relpersistence <> 't'
            """,
            cancellationToken);
        var sequences = listed.Rows.Where(static row => row[2] is not "t").Select(static row => new SequenceState(row[0]!, Position: null)).ToList();
        foreach (var together in listed.Rows.Where(static row => row[2] is "t").Chunk(TogetherAtMost))
        {
            var question = string.Join(" UNION ALL ", together.Select(static row => string.Create(
                CultureInfo.InvariantCulture, $"SELECT {row[1]}, s.last_value || CASE WHEN s.is_called THEN '' ELSE ' not yet used' END FROM {row[0]} s")));
            var reply = await session.AskAsync(question, cancellationToken);
            sequences.AddRange(reply.Rows.Select(static row => new SequenceState(row[0]!, row[1])));
        }

        return [.. sequences.OrderBy(static sequence => sequence.Name, StringComparer.Ordinal)];
    }
}
