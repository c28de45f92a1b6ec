using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>What a run did not measure: null in <c>effects</c>, and a line in <c>target.capabilities</c> that says why.</summary>
public static class Unmeasured
{
    private const string Off = "tables, rows, ddl, rewrites, locks, triggers, notifications, walBytes, and wear as residue: not measured, because effects are off";

    private const string OnCopy = "rewrites, locks, triggers, truncated, rows.after, line of ddl: not measured in the disposable lane, which compares before and after";

    private const string OnOldCopy = "inserted, updated, deleted of tables: not measured in the disposable lane before PostgreSQL 15, which may lose counts; net is";

    /// <summary>What is told where a statement gave up locks before anybody could look.</summary>
    internal const string LostLocks =
        "locks: of statements that failed, and of work that a block of PL/pgSQL undid when it caught an error, those are told that the statement's words, the counters or a second session that looked meanwhile tell of; others are not measured";

    private const string SharedLog = "walBytes: not measured, because others may write to this server's log";

    private const string NoCalls = "triggers: not measured, because the server counts no calls of functions (track_functions)";

    /// <summary>The lines for a run.</summary>
    /// <param name="measuresEffects">Whether its effects were asked for.</param>
    /// <param name="throwaway">Whether the server is its own.</param>
    /// <param name="onCopy">Whether it ran in the disposable lane.</param>
    /// <param name="countsCalls">Whether the server counts the calls of functions.</param>
    /// <param name="serverVersion">The server's version.</param>
    public static IReadOnlyList<string> Of(bool measuresEffects, bool throwaway, bool onCopy, bool countsCalls, string serverVersion)
    {
        ArgumentNullException.ThrowIfNull(serverVersion);
        List<string> lines = [];
        if (!measuresEffects)
        {
            lines.Add(Off);
        }
        else if (!throwaway)
        {
            lines.Add(SharedLog);
        }

        if (measuresEffects && !onCopy && !countsCalls)
        {
            lines.Add(NoCalls);
        }

        if (onCopy)
        {
            lines.Add(OnCopy);
            if (ServerFacts.MajorOf(serverVersion) < 15)
            {
                lines.Add(OnOldCopy);
            }
        }

        return lines;
    }
}
