using Sandbox.Rehearsal.Effects;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

/// <summary>Which rows a script changes, on a real server.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class RowEffectTests
{
    private const string Clone =
        """
        CREATE TABLE parent (id int, region text, note text, PRIMARY KEY (region, id));
        CREATE TABLE child (id int PRIMARY KEY, p int, r text, FOREIGN KEY (r, p) REFERENCES parent ON DELETE CASCADE);
        CREATE TABLE keyless (n int);
        CREATE TABLE account (id int PRIMARY KEY, password text);
        INSERT INTO parent VALUES (1, 'eu', 'a'), (2, 'eu', NULL), (1, 'us', 'c');
        INSERT INTO child VALUES (10, 1, 'us'), (11, 2, 'eu');
        INSERT INTO keyless VALUES (1), (1), (2);
        INSERT INTO account VALUES (1, 'hush');
        """;

    [Test]
    public async Task Rows_are_told_by_key_with_what_differs()
    {
        var rows = await RowsAsync("UPDATE parent SET note = 'b' WHERE region = 'eu';\nDELETE FROM parent WHERE region = 'us';\nINSERT INTO child VALUES (12, 1, 'eu');\n");

        Words(rows).ShouldBe(
        [
            "child id=12: Inserted null -> id=12 p=1 r=eu",
            "child id=10: Deleted id=10 p=1 r=us -> null",
            "parent id=1 region=eu: Updated note=a -> note=b",
            "parent id=2 region=eu: Updated note=NULL -> note=b",
            "parent id=1 region=us: Deleted id=1 region=us note=c -> null",
        ], ignoreOrder: true);
    }

    [Test]
    public async Task Rows_without_a_key_are_told_whole()
    {
        Words(await RowsAsync("DELETE FROM keyless WHERE n = 2;\nINSERT INTO keyless VALUES (1);\n")).ShouldBe(
            ["keyless : Inserted null -> n=1", "keyless : Deleted n=2 -> null"], ignoreOrder: true);
    }

    [Test]
    public async Task What_the_script_rolls_back_itself_is_told_and_what_comes_to_nothing_is_not()
    {
        Words(await RowsAsync("BEGIN;\nINSERT INTO keyless VALUES (7);\nROLLBACK;\nUPDATE parent SET note = note;\n")).ShouldBe(["keyless : Inserted null -> n=7"]);
    }

    [Test]
    public async Task Secrets_are_not_told() =>
        Words(await RowsAsync("UPDATE account SET password = 'louder';\n")).ShouldBe(["account id=1: Updated password=*** -> password=***"]);

    [Test]
    public async Task A_new_column_does_not_make_every_row_differ() =>
        Words(await RowsAsync("ALTER TABLE keyless ADD COLUMN x int DEFAULT 5;\nUPDATE keyless SET n = 3 WHERE n = 2;\n")).ShouldBe(
            ["keyless : Inserted null -> n=3 x=5", "keyless : Deleted n=2 -> null"], ignoreOrder: true);

    [TestCase("TRUNCATE keyless; INSERT INTO keyless VALUES (1), (4);", "keyless : Inserted null -> n=4", "keyless : Deleted n=1 -> null", "keyless : Deleted n=2 -> null")]
    [TestCase("DELETE FROM account; ALTER TABLE account ALTER COLUMN id TYPE bigint; INSERT INTO account VALUES (2, NULL);", "account id=1: Deleted id=1 password=*** -> null", "account id=2: Inserted null -> id=2 password=NULL")]
    [TestCase("CREATE TABLE made (n int); INSERT INTO made VALUES (1), (2); DELETE FROM made WHERE n = 1;", "made : Inserted null -> n=2")]
    [TestCase("UPDATE parent SET note = 'x' WHERE region = 'us'; SELECT * FROM parent FOR UPDATE; UPDATE parent SET note = 'y' WHERE region = 'us';", "parent id=1 region=us: Updated note=c -> note=y")]
    [TestCase("BEGIN; UPDATE parent SET note = 'x' WHERE region = 'us'; ROLLBACK; UPDATE parent SET note = 'z' WHERE id = 2; SELECT 1 / 0;", "parent id=2 region=eu: Updated note=NULL -> note=z")]
    [TestCase("BEGIN; UPDATE parent SET note = 'x' WHERE region = 'us'; ROLLBACK; BEGIN; DELETE FROM parent WHERE id = 2; SELECT 1 / 0; COMMIT;", "parent id=1 region=us: Updated note=c -> note=x")]
    [TestCase("BEGIN; SAVEPOINT s; DELETE FROM keyless; ROLLBACK TO s; UPDATE keyless SET n = n + 1 WHERE n = 2; COMMIT;", "keyless : Inserted null -> n=3", "keyless : Deleted n=2 -> null")]
    public async Task Rows_are_told_whatever_became_of_their_table_and_their_transaction(string script, params string[] expected) =>
        Words(await RowsAsync(script.Replace("; ", ";\n", StringComparison.Ordinal) + "\n")).ShouldBe(expected, ignoreOrder: true);

    [Test]
    public async Task Rows_are_told_up_to_a_bound()
    {
        (await RowsAsync("INSERT INTO keyless SELECT generate_series(10, 2000);\n")).Count.ShouldBe(1000);
        (await RowsAsync("INSERT INTO keyless SELECT generate_series(1, 20000);\n")).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<RowEffect>> RowsAsync(string script) => (await Rehearse.TextAsync(script, Clone)).Script().Effects.Rows.ShouldNotBeNull();

    private static IEnumerable<string> Words(IReadOnlyList<RowEffect> rows) =>
        rows.Select(static row => $"{row.Table} {Words(row.Key)}: {row.Change} {Words(row.Before)} -> {Words(row.After)}");

    private static string Words(IReadOnlyDictionary<string, string?>? values) =>
        values is null ? "null" : string.Join(' ', values.Select(static value => $"{value.Key}={value.Value ?? "NULL"}"));
}
