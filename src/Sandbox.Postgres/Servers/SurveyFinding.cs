namespace Sandbox.Postgres.Servers;

/// <summary>One thing that a throwaway server can need, and whether this machine has it.</summary>
/// <param name="Subject">What it is, in a few words.</param>
/// <param name="IsFound">Whether it is there and usable.</param>
/// <param name="Detail">What was found, or what is wrong, in one line.</param>
/// <param name="Mend">The one line that mends it; null where nothing is missing.</param>
public sealed record SurveyFinding(string Subject, bool IsFound, string Detail, string? Mend);
