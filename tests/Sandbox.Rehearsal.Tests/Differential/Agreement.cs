using Sandbox.Rehearsal.Tests.Differential.Comparing;

namespace Sandbox.Rehearsal.Tests.Differential;

/// <summary>Holds what differs against the list of what is known to differ.</summary>
internal static class Agreement
{
    private const string Mending = "run `dotnet run -c Release --project bench/Sandbox.Bench -- psql-compare tests/corpus/psql tests/corpus/psql-micro --update-differences` and give the reason";

    /// <summary>Fails where a case differs that is not listed, or agrees though it is listed.</summary>
    public static void Check(ScriptCase script, CaseVerdict verdict, KnownDifferences known)
    {
        CheckDifferences(script, verdict, known);
        known.Aspects(script.Key).Intersect(verdict.Compared).Except(verdict.Differences.Select(static difference => difference.Aspect)).ShouldBeEmpty($"{script.Key} agrees with psql now; {Mending}");
    }

    /// <summary>Fails where a case differs that is not listed. Another psql may agree where the listed one differs.</summary>
    public static void CheckDifferences(ScriptCase script, CaseVerdict verdict, KnownDifferences known)
    {
        var aspects = known.Aspects(script.Key);
        var found = verdict.Differences.Where(static difference => !difference.IsUnstable).ToList();
        var unlisted = found.Where(difference => !aspects.Contains(difference.Aspect)).Select(static difference => $"{difference.Aspect} {difference.Detail}").ToList();
        unlisted.ShouldBeEmpty($"{script.Key} differs from psql (psql | engine); mend the engine, or {Mending}");
    }
}
