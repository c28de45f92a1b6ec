using System.Collections.Concurrent;

namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>
/// What was played where, and what came of it: one line for each server, role and outcome, with the names of the attempts. Written to the file that
/// <c>SANDBOX_ESCAPES_LOG</c> names, for <c>.ci/run</c> to show.
/// </summary>
internal static class EscapeLog
{
    private static readonly ConcurrentBag<(EscapeCase Case, string Outcome)> s_played = [];

    /// <summary>Adds an attempt.</summary>
    /// <param name="played">The attempt, the role and the server.</param>
    /// <param name="outcome"><c>held</c>, <c>known failure</c>, or <c>not applicable</c> with the reason.</param>
    public static void Add(EscapeCase played, string outcome) => s_played.Add((played, outcome));

    /// <summary>Writes the lines, where somebody wants them.</summary>
    public static void Write()
    {
        if (Environment.GetEnvironmentVariable("SANDBOX_ESCAPES_LOG") is { Length: > 0 } path)
        {
            File.WriteAllLines(path, s_played
                .GroupBy(static entry => $"{entry.Case.Server} as {entry.Case.Role}, {entry.Outcome}")
                .OrderBy(static group => group.Key, StringComparer.Ordinal)
                .Select(static group => $"{group.Key}: {group.Count()} ({string.Join(' ', group.Select(static entry => entry.Case.Attempt.Name).Order(StringComparer.Ordinal))})"));
        }
    }
}
