namespace Sandbox.Rehearsal.Reporting;

/// <summary>
/// What the report's contract names and no run measures yet. Each stands as null in <c>effects</c>, and as a line in
/// <c>target.capabilities</c> that says so.
/// </summary>
public static class Unmeasured
{
    /// <summary>The names, in the contract's order.</summary>
    public static IReadOnlyList<string> Effects { get; } =
        ["rows", "ddl", "rewrites", "locks", "triggers", "notifications", "walBytes"];

    /// <summary>The line for a run whose effects were not asked for.</summary>
    public const string Off = "tables: not measured, because effects are off";

    /// <summary>The lines for <c>target.capabilities</c>.</summary>
    public static IReadOnlyList<string> Capabilities { get; } = [.. Effects.Select(name => $"{name}: not measured yet")];
}
