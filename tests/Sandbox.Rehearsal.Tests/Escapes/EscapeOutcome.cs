using Sandbox.Rehearsal.NetZero;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>What came of an attempt.</summary>
internal sealed record EscapeOutcome
{
    /// <summary>The rehearsal's report; null where a naive runner ran it, or where it did not end.</summary>
    public Report? Report { get; init; }

    /// <summary>The answers to the probes before and afterwards.</summary>
    public required IReadOnlyList<(string Query, string Expected, string Before, string After)> Probes { get; init; }

    /// <summary>Files that are there and must not be.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Sessions that are still there.</summary>
    public IReadOnlyList<string> Sessions { get; init; } = [];

    /// <summary>Databases that are there and were not.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>Whether something is another one than before.</summary>
    public bool IsChanged => Files.Count > 0 || Probes.Any(static probe => probe.Before != probe.After);

    /// <summary>What the rehearsal did; null where it did nothing that the heads know.</summary>
    public Reaction? Reaction => Report is not { } report ? null
        : report.ExitCode == ExitCode.Refused ? Escapes.Reaction.Refuse
        : report.ExitCode == ExitCode.Residue ? Escapes.Reaction.ReportedResidue
        : report.NetZero is not { Proven: ProofStatus.Proven } ? null
        : report.NetZero.Residue.Any(static residue => !residue.IsWear) ? Escapes.Reaction.ReportedResidue
        : Escapes.Reaction.Contained;

    /// <summary>In what the attempt did not hold; empty where it did.</summary>
    /// <param name="attempt">The attempt.</param>
    public IEnumerable<string> Problems(EscapeAttempt attempt)
    {
        if (Report is null)
        {
            yield return "the rehearsal did not end in time";
        }
        else if (Reaction is not { } reaction)
        {
            yield return $"exit code {Report.ExitCode}, proof {Report.NetZero?.Proven} ({Report.NetZero?.Reason}), {Told(Report)}";
        }
        else if (reaction != attempt.Expected && !attempt.Accepted.Contains(reaction)
            && !(reaction == Escapes.Reaction.ReportedResidue && Report.ExitCode != ExitCode.Residue && attempt.Expected == Escapes.Reaction.Contained))
        {
            yield return $"reaction {reaction} instead of {attempt.Expected}: {Told(Report)}";
        }

        foreach (var (query, expected, before, after) in Probes)
        {
            // The answers are those of the reaction that is expected; nothing may have changed in any other.
            if (after != expected && (Reaction == attempt.Expected || after != before))
            {
                yield return $"{query} => {after} instead of {expected}, before {before}";
            }
        }

        foreach (var trace in Traces())
        {
            yield return trace;
        }
    }

    /// <summary>
    /// In what an attempt did not hold that was made in the disposable lane: whatever it committed went with the copy, so that every probe answers as before; but for what
    /// the rollback lane too may only name.
    /// </summary>
    /// <param name="attempt">The attempt.</param>
    public IEnumerable<string> ProblemsOnCopy(EscapeAttempt attempt)
    {
        if (Report is null)
        {
            yield return "the rehearsal did not end in time";
        }
        else if (Reaction == Escapes.Reaction.ReportedResidue && attempt.Accepted.Append(attempt.Expected).Contains(Escapes.Reaction.ReportedResidue))
        {
            yield break;
        }
        else if (Report.ExitCode != ExitCode.Refused && Report.NetZero is not { Proven: ProofStatus.Proven, LeavesNothing: true })
        {
            yield return $"exit code {Report.ExitCode}, proof {Report.NetZero?.Proven} ({Report.NetZero?.Reason}), {Told(Report)}";
        }

        foreach (var (query, _, before, after) in Probes.Where(static probe => probe.After != probe.Before))
        {
            yield return $"{query} => {after}, before {before}";
        }

        foreach (var database in Databases)
        {
            yield return $"a database is left: {database}";
        }

        foreach (var trace in Traces())
        {
            yield return trace;
        }
    }

    private IEnumerable<string> Traces() =>
    [
        .. Files.Select(static file => $"{file} is there"),
        .. Sessions.Select(static session => $"a session is left: {session}"),
        .. Report is null ? [] : Leaks(JsonReporter.Write(Report)),
    ];

    /// <summary>Content of foreign files and characters that a terminal obeys.</summary>
    private static IEnumerable<string> Leaks(string json)
    {
        if (json.Contains("root:x:0", StringComparison.Ordinal))
        {
            yield return "the report holds a foreign file";
        }

        if (json.Any(static character => char.IsControl(character) && character is not '\n' and not '\r'))
        {
            yield return "the report holds control characters";
        }
    }

    private static string Told(Report report) =>
        $"{report.Message} {string.Join("; ", report.Scripts.SelectMany(static script => script.Reasons))} {string.Join("; ", report.NetZero?.Residue ?? [])}".Trim();
}
