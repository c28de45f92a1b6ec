namespace Sandbox.Linting.Reporting;

/// <summary>One case of a suite.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Failure">Why it failed, in lines; null where it passed.</param>
/// <param name="Kind">The kind of the failure, such as a rule's id.</param>
public sealed record JunitCase(string Name, string? Failure = null, string? Kind = null)
{
    /// <summary>What it printed; null for nothing.</summary>
    public string? Output { get; init; }

    /// <summary>How long it took; null where that is not told.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Whether it could not even be tried: an error in JUnit's words.</summary>
    public bool IsError { get; init; }
}
