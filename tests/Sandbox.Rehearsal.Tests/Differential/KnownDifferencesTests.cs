using Sandbox.Rehearsal.Tests.Differential.Comparing;

namespace Sandbox.Rehearsal.Tests.Differential;

[Parallelizable(ParallelScope.All)]
internal sealed class KnownDifferencesTests
{
    private static readonly Difference Output = new(Aspect.Output, "1: \"a\tb\" | \"a\"");

    [Test]
    public void What_is_written_is_read_again()
    {
        using var folder = new TempFolder();
        var known = KnownDifferences.Read(folder["none.tsv"]);
        known.Update("set/b", Verdict(Output));
        known.Update("set/a", Verdict(Output, new Difference(Aspect.Statements, "2: \"x\" | (nothing)")));
        known.Write(folder["known.tsv"]);

        KnownDifferences.Read(folder["known.tsv"]).Entries.ShouldBe(
        [
            ("set/a", Aspect.Statements, "not reviewed: 2: \"x\" | (nothing)"),
            ("set/a", Aspect.Output, "not reviewed: 1: \"a b\" | \"a\""),
            ("set/b", Aspect.Output, "not reviewed: 1: \"a b\" | \"a\""),
        ]);
    }

    [Test]
    public async Task A_reason_that_somebody_gave_is_kept_while_the_case_differs()
    {
        using var folder = new TempFolder();
        var path = await folder.WriteAsync("known.tsv", "case\taspect\treason\nset/a\tOutput\tpsql buffers\n");
        var known = KnownDifferences.Read(path);

        known.Update("set/a", Verdict(Output));
        known.Reason("set/a", Aspect.Output).ShouldBe("psql buffers");
        known.Update("set/a", Verdict());
        known.Entries.ShouldBeEmpty();
    }

    [Test]
    public void Every_listed_case_exists()
    {
        var cases = new[] { "psql", "psql-micro" }.SelectMany(static set => ScriptCase.In(ComparisonServers.Corpus(set))).Select(static script => script.Key).ToHashSet();

        ComparisonServers.Known.Entries.Select(static entry => entry.Case).Where(key => !cases.Contains(key)).ShouldBeEmpty();
    }

    [Test]
    public void Every_listed_difference_has_a_reason_that_somebody_gave() =>
        ComparisonServers.Known.Entries.Where(static entry => entry.Reason.Trim().Length == 0 || entry.Reason.StartsWith(KnownDifferences.Unreviewed, StringComparison.Ordinal)).ShouldBeEmpty();

    [Test]
    public void What_was_not_compared_stays_listed()
    {
        using var folder = new TempFolder();
        var known = KnownDifferences.Read(folder["none.tsv"]);
        known.Update("set/a", Verdict(Output));

        known.Update("set/a", new CaseVerdict(new HashSet<Aspect> { Aspect.Statements }, []));

        known.Aspects("set/a").ShouldBe([Aspect.Output]);
    }

    private static CaseVerdict Verdict(params Difference[] differences) => new(Enum.GetValues<Aspect>().ToHashSet(), differences);
}
