namespace Sandbox.Rehearsal.Tests;

/// <summary>
/// Which cases a test run plays, so that <c>dotnet test</c> is done in minutes: every sixteenth of a series, always the same ones, and of server versions the newest. <c>SANDBOX_CASES=all</c>, as in <c>.ci/run</c>, plays all
/// but those that take longest; <c>SANDBOX_CASES=every</c> those too.
/// </summary>
internal static class CasesToPlay
{
    private const int Share = 16;

    private static readonly string? s_asked = Environment.GetEnvironmentVariable("SANDBOX_CASES");

    /// <summary>Whether all cases are played.</summary>
    public static bool IsAll { get; } = s_asked switch
    {
        null or "" => false,
        "all" or "every" => true,
        var other => throw new InvalidOperationException($"SANDBOX_CASES is {other}; it can be: all, every"),
    };

    /// <summary>Those of a series that are played.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> cases) => IsAll ? cases : Sixteenth(cases);

    /// <summary>Those of a series of long ones that are played.</summary>
    public static IEnumerable<T> OfLong<T>(IEnumerable<T> cases) => s_asked is "every" ? cases : Sixteenth(cases);

    private static IEnumerable<T> Sixteenth<T>(IEnumerable<T> cases) => cases.Where(static (_, index) => index % Share == 0);
}
