using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>What a database holds, as lines of text without oids: its objects by their definitions, its tables by their rows.</summary>
internal static class EndState
{
    /// <summary>Reads it.</summary>
    /// <param name="target">The database.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(ConnectionTarget target, CancellationToken cancellationToken)
    {
        await using var session = await WireSession.OpenAsync(target, cancellationToken);
        // A transaction that the script prepared may hold a lock for ever.
        await session.QueryAsync(
            "SELECT pg_catalog.set_config('search_path', '', false), pg_catalog.set_config('extra_float_digits', '1', false), pg_catalog.set_config('lock_timeout', '1s', false)", cancellationToken);
        var lines = new List<string>();
        foreach (var question in EndStateQuestions.All)
        {
            var answer = await session.ExecuteAsync(question, [], cancellationToken);
            lines.AddRange(answer.Error is { } error ? [error.Text] : answer.Rows.Select(static row => row[0] ?? string.Empty));
        }

        lines.Sort(StringComparer.Ordinal);
        foreach (var row in (await session.QueryAsync(EndStateQuestions.Tables, cancellationToken)).Rows)
        {
            var content = await session.ExecuteAsync(row[1]!, [], cancellationToken);
            lines.Add($"rows of {row[0]}: {content.Error?.Text ?? $"{content.Rows[0][0]}, {content.Rows[0][1]}"}");
        }

        return lines;
    }
}
