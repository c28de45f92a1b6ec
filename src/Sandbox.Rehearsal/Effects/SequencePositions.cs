using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Effects;

/// <summary>Where the sequences of a database stand. Moving one is the effect that no rollback takes back.</summary>
internal static class SequencePositions
{
    /// <summary>What is asked, outside the rehearsal's transaction; <see cref="Take"/> reads the answer.</summary>
    public static BatchStatement Question { get; } = """
        SELECT CASE WHEN schemaname = 'public' THEN '' ELSE pg_catalog.quote_ident(schemaname) || '.' END || pg_catalog.quote_ident(sequencename), last_value
        FROM pg_catalog.pg_sequences
        """;

    /// <summary>The positions, by <c>schema.name</c>; null for a sequence that was never used.</summary>
    /// <param name="answer">The answer to <see cref="Question"/>.</param>
    public static IReadOnlyDictionary<string, long?> Take(Reply answer) => answer.Rows.ToDictionary(
        static row => row[0]!,
        static row => row[1] is { } value ? long.Parse(value, CultureInfo.InvariantCulture) : (long?)null,
        StringComparer.Ordinal);

    /// <summary>The sequences that stand elsewhere than before.</summary>
    public static IReadOnlyList<SequenceEffect> Moved(IReadOnlyDictionary<string, long?> before, IReadOnlyDictionary<string, long?> after) =>
    [
        .. after.Where(now => before.TryGetValue(now.Key, out var then) && then != now.Value)
            .Select(now => new SequenceEffect(now.Key, before[now.Key], now.Value))
            .OrderBy(static moved => moved.Sequence, StringComparer.Ordinal),
    ];
}
