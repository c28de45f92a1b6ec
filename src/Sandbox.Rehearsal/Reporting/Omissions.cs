namespace Sandbox.Rehearsal.Reporting;

/// <summary>What the report of a very long script leaves out, so that it stays readable and the run's memory flat. Failures and checks are counted before.</summary>
/// <param name="Steps">Steps.</param>
/// <param name="Results">Result tables.</param>
/// <param name="Notices">Notices and warnings.</param>
public sealed record Omissions(long Steps, long Results, long Notices)
{
    /// <summary>Nothing is left out.</summary>
    public static Omissions None { get; } = new(0, 0, 0);
}
