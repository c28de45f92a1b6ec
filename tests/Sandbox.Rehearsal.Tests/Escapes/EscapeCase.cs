using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Tests.Differential;

namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>An attempt, the role that it is made in, and the server.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Server">Which server.</param>
/// <param name="IsSuperuser">Whether the rehearsal connects as a superuser; else as the role that owns the clone.</param>
internal sealed record EscapeCase(EscapeAttempt Attempt, ServerChoice Server, bool IsSuperuser)
{
    /// <summary>The role's name in lists.</summary>
    public string Role => IsSuperuser ? "superuser" : "owner";

    /// <summary>
    /// The cases of a test run: every sixteenth attempt on the installed server; where <c>SANDBOX_CASES=all</c>, all of them on the newest and on the oldest version, and
    /// each on one of those between.
    /// </summary>
    public static IEnumerable<EscapeCase> ToPlay() => CasesToPlay.IsAll
        ? EscapeCorpus.All.SelectMany(static (attempt, place) => Versions(place).SelectMany(major => Of(attempt, new ServerChoice(BinariesKind.Packaged, major))))
        : CasesToPlay.Of(EscapeCorpus.All).SelectMany(static attempt => Of(attempt, ServerChoice.Default));

    /// <summary>The cases of the disposable lane, which take long: on the installed server; where <c>SANDBOX_CASES=all</c>, each on one version, in turn.</summary>
    public static IEnumerable<EscapeCase> ToPlayOnCopy() => CasesToPlay.OfLong(EscapeCorpus.All).SelectMany(static (attempt, place) => Of(
        attempt,
        CasesToPlay.IsAll ? new ServerChoice(BinariesKind.Packaged, PostgresBinaries.OldestMajor + (place % (PostgresBinaries.NewestMajor - PostgresBinaries.OldestMajor + 1))) : ServerChoice.Default));

    /// <inheritdoc/>
    public override string ToString() => $"{Attempt} as {Role} on {Server}";

    private static IEnumerable<int> Versions(int place)
    {
        const int Between = PostgresBinaries.NewestMajor - PostgresBinaries.OldestMajor - 1;
        return [PostgresBinaries.NewestMajor, PostgresBinaries.OldestMajor, PostgresBinaries.OldestMajor + 1 + (place % Between)];
    }

    private static IEnumerable<EscapeCase> Of(EscapeAttempt attempt, ServerChoice server) => attempt.Superusers.Select(superuser => new EscapeCase(attempt, server, superuser));
}
