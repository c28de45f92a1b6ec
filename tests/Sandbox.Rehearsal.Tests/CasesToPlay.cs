namespace Sandbox.Rehearsal.Tests;

/// <summary>Which cases a test run plays: every sixteenth, always the same ones, so that <c>dotnet test</c> is done in minutes; all where <c>SANDBOX_CASES=all</c>, as in <c>.ci/run</c>.</summary>
internal static class CasesToPlay
{
    private const int Share = 16;

    /// <summary>Whether all cases are played.</summary>
    public static bool IsAll { get; } = Environment.GetEnvironmentVariable("SANDBOX_CASES") switch
    {
        null or "" => false,
        "all" => true,
        var other => throw new InvalidOperationException($"SANDBOX_CASES is {other}; it can be: all"),
    };

    /// <summary>Those of a series that are played.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> cases) => cases.Where(static (_, index) => IsAll || index % Share == 0);
}
