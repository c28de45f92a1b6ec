using Sandbox.Rehearsal.Tests.Differential.Comparing;

namespace Sandbox.Rehearsal.Tests.Differential;

[Parallelizable(ParallelScope.All)]
internal sealed class HiddenQueriesTests
{
    [TestCase("********* QUERY **********", "**************************")]
    [TestCase("/******** QUERY *********/", "/************************/")]
    public void What_psql_frames_is_found(string start, string end) =>
        HiddenQueries.In($"a\n{start}\nSELECT 1\nFROM t;\n{end}\n\n b \n---\n{start}\nSELECT 2\n{end}\n").ShouldBe(["SELECT 1\nFROM t;", "SELECT 2"]);

    [Test]
    public void Each_hidden_query_goes_once_and_in_order() =>
        HiddenQueries.Leave(["select h", "a", "select h", "b", "select h"], ["select h", "select h"]).ShouldBe(["a", "b", "select h"]);

    [Test]
    public void A_transaction_that_psql_opens_for_itself_is_compared() =>
        HiddenQueries.In("********* QUERY **********\nBEGIN\n**************************\n\n").ShouldBeEmpty();

    [Test]
    public void Oids_of_another_run_do_not_count() => HiddenQueries.Leave(["select 'x' where oid = '16385'"], ["select 'x' where oid = '16391'"]).ShouldBeEmpty();

    [Test]
    public void A_query_that_was_only_shown_removes_nothing() => HiddenQueries.Leave(["a", "select h"], ["select shown", "select h"]).ShouldBe(["a"]);
}
