using System.Text.RegularExpressions;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>
/// What a script leaves in its session, which a rollback does not take back. Prepared statements, advisory locks and the last values of sequences can be taken back by
/// commands; a setting of its own name (<c>SET app.user</c>) stays known, empty instead of missing, a library stays loaded, a seed stays set. A session is used for another
/// rehearsal only where no such thing can have happened, for a new one is what psql would have had.
/// </summary>
internal static partial class SessionTraces
{
    /// <summary>The first version that can be asked to flush a session's counters, so that the next rehearsal in it begins at zero.</summary>
    public const int Since = 15;

    private const string Code = @"(set_config|setseed|\mload\M|\mset\s+((local|session)\s+)?[\w""]+\s*\.)";

    /// <summary>What makes a session new again, as far as commands can, but for prepared statements (<see cref="KnownQuestions"/>).</summary>
    public static IReadOnlyList<BatchStatement> Clean { get; } = ["SELECT pg_catalog.pg_advisory_unlock_all()", "DISCARD SEQUENCES"];

    /// <summary>Asks whether a routine of the clone may leave more than that.</summary>
    public static BatchStatement OfRoutines { get; } = new(
        """
        SELECT EXISTS (SELECT FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
                       WHERE p.oid >= 16384 AND (p.prosrc ~* $1 OR pg_catalog.array_to_string(p.proconfig, ' ') ~ '^[^=]*\.' OR l.lanname NOT IN ('sql', 'plpgsql', 'internal', 'c')))
        """,
        Code);

    /// <summary>Whether a statement may leave something that no command takes back.</summary>
    /// <param name="text">The statement.</param>
    public static bool MayBeLeftBy(string text) => Traces().IsMatch(text);

    [GeneratedRegex(@"set_config|setseed|\bload\b|\bset\s+((local|session)\s+)?[\w""]+\s*\.|\bcreate\s+extension\b|\blanguage\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Traces();
}
