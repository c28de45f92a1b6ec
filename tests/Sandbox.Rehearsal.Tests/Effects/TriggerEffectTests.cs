using Sandbox.Rehearsal.Effects;

namespace Sandbox.Rehearsal.Tests.Effects;

/// <summary>Which triggers fire, and how often, on a real server.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class TriggerEffectTests
{
    private const string Clone =
        """
        CREATE FUNCTION one() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE FUNCTION two() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE FUNCTION shared() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE FUNCTION deferred() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TABLE a (id int PRIMARY KEY, n int);
        CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE);
        INSERT INTO a SELECT i, i FROM generate_series(1, 10) i;
        INSERT INTO b SELECT i, i FROM generate_series(1, 10) i;
        CREATE TRIGGER before_insert BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION one();
        CREATE TRIGGER cascaded AFTER DELETE ON b FOR EACH ROW EXECUTE FUNCTION two();
        CREATE TRIGGER audit AFTER INSERT OR UPDATE ON a FOR EACH ROW EXECUTE FUNCTION shared();
        CREATE TRIGGER audit AFTER INSERT OR UPDATE ON b FOR EACH ROW EXECUTE FUNCTION shared();
        CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON b DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION deferred();
        """;

    [TestCase("INSERT INTO a SELECT i, i FROM generate_series(11, 15) i;", "a.audit 5", "a.before_insert 5")]
    [TestCase("DELETE FROM a WHERE id <= 3;", "b.cascaded 3")]
    [TestCase("UPDATE a SET n = 0; UPDATE b SET a = 1 WHERE id = 2;", "a.audit 10", "b.audit 1", "b.late 1")]
    [TestCase("WITH x AS (UPDATE a SET n = 0 WHERE id < 4 RETURNING id) UPDATE b SET a = 1 FROM x WHERE b.id = x.id;", "a.audit 3", "b.audit 3", "b.late 3")]
    [TestCase("BEGIN; UPDATE b SET a = 1 WHERE id = 2; ROLLBACK;", "b.audit 1", "b.late 1")]
    [TestCase("COPY a FROM STDIN;\n20\t1\n21\t2\n\\.\n", "a.audit 2", "a.before_insert 2")]
    [TestCase("SELECT count(*) FROM a; DELETE FROM b WHERE id = 1000;")]
    [TestCase("CREATE TABLE made (i int); CREATE TRIGGER new_one BEFORE INSERT ON made FOR EACH ROW EXECUTE FUNCTION one(); INSERT INTO made VALUES (1), (2);", "made.new_one 2")]
    public async Task Triggers_are_told_with_the_number_of_their_calls(string script, params string[] expected) =>
        Words(await FiredAsync(script)).ShouldBe(expected, ignoreOrder: true);

    [Test]
    public async Task Calls_that_cannot_be_told_apart_are_null()
    {
        // The condition keeps one of the two from firing for every row, and nothing says which.
        var fired = await FiredAsync(
            "CREATE OR REPLACE TRIGGER audit AFTER UPDATE ON b FOR EACH ROW WHEN (NEW.id > 2) EXECUTE FUNCTION shared();\n"
            + "WITH x AS (UPDATE a SET n = 0 WHERE id < 4 RETURNING id) UPDATE b SET a = 1 FROM x WHERE b.id = x.id;");

        Words(fired).ShouldBe(["a.audit ?", "b.audit ?", "b.late 3"]);
    }

    [Test]
    public async Task Late_statements_of_a_long_script_count_too()
    {
        var inserts = string.Concat(Enumerable.Range(100, 1700).Select(static i => $"INSERT INTO a VALUES ({i}, 0);\n"));

        Words(await FiredAsync(inserts)).ShouldBe(["a.audit 1700", "a.before_insert 1700"]);
    }

    [Test]
    public async Task Where_the_server_does_not_count_nothing_is_claimed()
    {
        var report = await Rehearse.TextAsync("SET track_functions = 'none';\nINSERT INTO a VALUES (50, 1);\n", Clone);

        report.Script().Effects.Triggers.ShouldBeNull();
        report.Target!.Capabilities.ShouldContain("triggers: not measured, because the server counts no calls of functions (track_functions)");
    }

    private static async Task<IReadOnlyList<TriggerEffect>> FiredAsync(string script)
    {
        var report = (await Rehearse.TextAsync(script, Clone)).Script();
        report.Steps.ShouldAllBe(static step => step.Error == null);
        return report.Effects.Triggers.ShouldNotBeNull();
    }

    private static IEnumerable<string> Words(IReadOnlyList<TriggerEffect> fired) => fired.Select(static trigger => $"{trigger.Table}.{trigger.Trigger} {trigger.Calls?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"}");
}
