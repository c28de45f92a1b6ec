using Sandbox.Rehearsal.Tests.Differential;

namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>The attempts: those that were given (<c>tests/corpus/escapes</c>) and our own (<c>tests/corpus/escapes-own</c>), which defeat a naive runner.</summary>
internal static class EscapeCorpus
{
    private static readonly ILookup<string, string> s_needs = Rows("escapes-needs.tsv").ToLookup(static row => row[0], static row => row[1]);

    /// <summary>What was given.</summary>
    public static IReadOnlyList<EscapeAttempt> Given { get; } = Read("escapes");

    /// <summary>Our own.</summary>
    public static IReadOnlyList<EscapeAttempt> Own { get; } = Read("escapes-own");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EscapeAttempt> All { get; } = [.. Given, .. Own];

    /// <summary>What is known not to hold: attempt and role, and why.</summary>
    public static IReadOnlyDictionary<(string Attempt, string Role), string> KnownFailures { get; } =
        Rows("escapes-known-failures.tsv").ToDictionary(static row => (row[0], row[1]), static row => row[2]);

    /// <summary>The heads that were given do not say what a server needs; a list beside them does.</summary>
    private static IReadOnlyList<EscapeAttempt> Read(string folder) =>
        [.. EscapeAttempt.In(ComparisonServers.Corpus(folder)).Select(static attempt => attempt with { Needs = [.. attempt.Needs, .. s_needs[attempt.Name]] })];

    private static IEnumerable<string[]> Rows(string name) => File.ReadLines(ComparisonServers.Corpus(name)).Skip(1).Select(static line => line.Split('\t'));
}
