namespace Sandbox.Rehearsal.Reporting;

/// <summary>
/// What the report's contract names and no run measures yet. Each stands as null in <c>effects</c>, and as a line in
/// <c>target.capabilities</c> that says so.
/// </summary>
public static class Unmeasured
{
    /// <summary>The names, in the contract's order.</summary>
    public static IReadOnlyList<string> Effects { get; } =
        ["triggers"];

    private const string Off = "tables, rows, ddl, rewrites, locks, notifications, walBytes: not measured, because effects are off";

    private const string OnCopy = "rewrites, locks, truncated, rows.after, line of ddl: not measured in the disposable lane, which compares before and after";

    private const string OnOldCopy = "inserted, updated, deleted of tables: not measured in the disposable lane before PostgreSQL 15, which may lose counts; net is";

    private const string SharedLog = "walBytes: not measured, because others may write to this server's log";

    /// <summary>The lines for <c>target.capabilities</c>.</summary>
    public static IReadOnlyList<string> Capabilities { get; } = [.. Effects.Select(name => $"{name}: not measured yet")];

    /// <summary>The lines for a run.</summary>
    /// <param name="measuresEffects">Whether its effects were asked for.</param>
    /// <param name="throwaway">Whether the server is its own.</param>
    /// <param name="onCopy">Whether it ran in the disposable lane.</param>
    /// <param name="serverVersion">The server's version.</param>
    public static IReadOnlyList<string> Of(bool measuresEffects, bool throwaway, bool onCopy, string serverVersion)
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

        if (onCopy)
        {
            lines.Add(OnCopy);
            if (serverVersion.StartsWith("13", StringComparison.Ordinal) || serverVersion.StartsWith("14", StringComparison.Ordinal))
            {
                lines.Add(OnOldCopy);
            }
        }

        return [.. lines, .. Capabilities];
    }
}
