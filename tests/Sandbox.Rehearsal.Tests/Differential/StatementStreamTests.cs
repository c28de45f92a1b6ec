using Sandbox.Rehearsal.Tests.Differential.Comparing;

namespace Sandbox.Rehearsal.Tests.Differential;

[Parallelizable(ParallelScope.All)]
internal sealed class StatementStreamTests
{
    [Test]
    public void A_statement_counts_whatever_message_it_came_in() =>
        StatementStream.Of([Query("select 1;"), Executed("select 2;")]).ShouldBe(["select 1;", "select 2;"]);

    [Test]
    public void A_copy_that_was_parsed_alone_first_counts_once() =>
        StatementStream.Of([Parsed("copy t from stdin;"), Query("copy t from stdin;")]).ShouldBe(["copy t from stdin;"]);

    [Test]
    public void A_copy_that_did_not_parse_counts() =>
        StatementStream.Of([Parsed("copy nope from stdin;"), Parsed("copy t from stdin;"), Query("copy t from stdin;")])
            .ShouldBe(["copy nope from stdin;", "copy t from stdin;"]);

    [Test]
    public void Joined_statements_that_were_parsed_one_by_one_count_once() =>
        StatementStream.Of([Parsed("select 1;"), Parsed(" select 2;"), Query("select 1; select 2;")]).ShouldBe(["select 1; select 2;"]);

    [Test]
    public void A_statement_that_was_parsed_to_be_described_counts_for_itself() =>
        StatementStream.Of([Executed("select 1 "), Query("select 1 ")]).ShouldBe(["select 1 ", "select 1 "]);

    [Test]
    public void A_named_statement_counts_for_itself() =>
        StatementStream.Of([new TappedStatement(IsQuery: false, "s", "select 1 ", IsUsed: false), Query("select 1 ")]).ShouldBe(["select 1 ", "select 1 "]);

    [Test]
    public void What_another_statement_only_contains_is_not_lost() =>
        StatementStream.Of([Parsed("select 2;"), Query("select 1;")]).ShouldBe(["select 2;", "select 1;"]);

    private static TappedStatement Query(string text) => new(IsQuery: true, "", text, IsUsed: true);

    private static TappedStatement Parsed(string text) => new(IsQuery: false, "", text, IsUsed: false);

    private static TappedStatement Executed(string text) => new(IsQuery: false, "", text, IsUsed: true);
}
