using Sandbox.Rehearsal.Tests.Differential.Comparing;

namespace Sandbox.Rehearsal.Tests.Differential;

[Parallelizable(ParallelScope.All)]
internal sealed class ComparisonTests
{
    private static readonly CaseRun Psql = new(["select 1;"], "1\n", 0, ["schema public"]);

    [Test]
    public void Equal_runs_do_not_differ() => Comparison.Of(Psql, Psql with { Statements = ["select 1;"] }).Differences.ShouldBeEmpty();

    [Test]
    public void Each_aspect_is_told() =>
        Comparison.Of(Psql, new CaseRun([], "2\n", 3, [], "refused")).Differences.Select(static difference => difference.Aspect).ShouldBe(Enum.GetValues<Aspect>());

    [Test]
    public void What_a_run_does_not_know_is_not_compared() =>
        Comparison.Of(Psql with { EndState = null }, Psql with { Output = null, EndState = ["schema public", "schema s"] }).Compared.ShouldBe([Aspect.Ending, Aspect.Statements, Aspect.ExitStatus], ignoreOrder: true);

    [Test]
    public void The_first_place_is_told_with_both_sides() =>
        Comparison.Of(Psql with { Output = "a\nb\tc\n" }, Psql with { Output = "a\nb c\n" }).Differences.ShouldHaveSingleItem().Detail.ShouldBe("2: \"b\\tc\" | \"b c\"");

    [Test]
    public async Task A_difference_that_psql_does_not_have_with_itself_stays() =>
        (await AgainAsync("Time: 1.2 ms", "Time: 3.4 ms", "Time: 1.2 ms")).Differences.ShouldHaveSingleItem().IsUnstable.ShouldBeFalse();

    [Test]
    public async Task Numbers_do_not_count_where_psql_differs_from_itself_in_them() =>
        (await AgainAsync("Time: 1.2 ms", "Time: 3.4 ms", "Time: 5.67 ms")).Differences.ShouldBeEmpty();

    [Test]
    public async Task Words_count_where_psql_differs_from_itself_in_numbers() =>
        (await AgainAsync("Time: 1.2 ms", "Zeit: 3.4 ms", "Time: 5.67 ms")).Differences.ShouldHaveSingleItem().IsUnstable.ShouldBeFalse();

    [Test]
    public async Task A_script_is_excluded_where_psql_differs_from_itself_in_words() =>
        (await AgainAsync("one", "three", "two")).Differences.ShouldHaveSingleItem().IsUnstable.ShouldBeTrue();

    private static Task<CaseVerdict> AgainAsync(string psql, string engine, string again) =>
        Comparison.OfAsync(Psql with { Output = psql }, Psql with { Output = engine }, () => Task.FromResult(Psql with { Output = again }));
}
