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

    private const string SharedLog = "walBytes: not measured, because others may write to this server's log";

    /// <summary>The lines for <c>target.capabilities</c>.</summary>
    public static IReadOnlyList<string> Capabilities { get; } = [.. Effects.Select(name => $"{name}: not measured yet")];

    /// <summary>The lines for a run.</summary>
    /// <param name="measuresEffects">Whether its effects were asked for.</param>
    /// <param name="throwaway">Whether the server is its own.</param>
    public static IReadOnlyList<string> Of(bool measuresEffects, bool throwaway) =>
        !measuresEffects ? [Off, .. Capabilities] : throwaway ? Capabilities : [SharedLog, .. Capabilities];
}
