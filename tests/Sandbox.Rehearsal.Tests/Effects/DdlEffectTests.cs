using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Tests.Effects;

/// <summary>Which definitions a script changes, with all that goes with them, on a real server.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class DdlEffectTests
{
    /// <summary>What statements on <see cref="DdlClone"/> do; <c>*</c> stands before what the statement does not name.</summary>
    private static IEnumerable<TestCaseData> Statements() => CasesToPlay.Of(DdlClone.Statements).Select(static statement => new TestCaseData(statement.Sql, statement.Effects).SetArgDisplayNames(statement.Sql));

    /// <summary>Those that a plain owner may run.</summary>
    private static IEnumerable<TestCaseData> StatementsOfOwners() => Statements().Where(static test => !DdlClone.NeedsSuperuser((string)test.Arguments[0]!));

    [TestCaseSource(nameof(Statements))]
    public async Task A_statement_is_told_with_all_that_it_changes(string statement, string[] effects) =>
        Words(await DdlAsync(statement)).ShouldBe(effects, ignoreOrder: true);

    [TestCaseSource(nameof(StatementsOfOwners))]
    public async Task A_plain_owner_is_told_the_same(string statement, string[] effects) => Words(await DdlAsync(statement, asOwner: true)).ShouldBe(effects, ignoreOrder: true);

    [Test]
    public async Task Each_definition_has_the_line_of_its_statement()
    {
        var ddl = await DdlAsync("CREATE TABLE one (i int);\n\nALTER TABLE one\n  ADD COLUMN j int;\nDROP TABLE one;\n");

        ddl.Select(static effect => (effect.Command, effect.Object, effect.Line)).ShouldBe([("CREATE TABLE", "one", 1), ("ADD COLUMN", "one.j", 3), ("DROP TABLE", "one", 5)]);
    }

    [Test]
    public async Task What_the_script_rolls_back_is_told_as_undone()
    {
        var ddl = await DdlAsync(
            """
            BEGIN;
            DROP VIEW adult_names;
            ROLLBACK;
            BEGIN;
            CREATE TABLE kept (i int);
            SAVEPOINT s;
            ALTER TABLE kept ADD COLUMN j int;
            ROLLBACK TO s;
            ALTER TABLE kept ADD COLUMN j int;
            COMMIT;
            DROP VIEW adult_names;
            """);

        ddl.Select(static effect => (effect.Line, effect.Command, effect.IsUndone)).ShouldBe(
            [(2, "DROP VIEW", true), (5, "CREATE TABLE", false), (7, "ADD COLUMN", true), (9, "ADD COLUMN", false), (11, "DROP VIEW", false)]);
    }

    [Test]
    public async Task A_statement_that_fails_changes_nothing()
    {
        var ddl = await DdlAsync("DROP TABLE customers;\nBEGIN;\nDROP VIEW adult_names;\nSELECT 1/0;\nCOMMIT;\n");

        ddl.Select(static effect => (effect.Line, effect.Command, effect.IsUndone)).ShouldBe([(3, "DROP VIEW", true)]);
    }

    [Test]
    public async Task What_a_trigger_or_a_late_statement_of_a_long_script_does_is_told_too()
    {
        var inserts = string.Concat(Enumerable.Range(0, 1500).Select(static i => $"INSERT INTO measures VALUES ('2024-03-01', {i});\n"));

        var ddl = await DdlAsync(
            $"""
            CREATE FUNCTION make() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.v = 1234 THEN CREATE TABLE hidden (i int); END IF; RETURN NEW; END';
            CREATE TRIGGER makes BEFORE INSERT ON measures_2024 FOR EACH ROW EXECUTE FUNCTION make();
            {inserts}
            ALTER TABLE measures RENAME TO readings;
            """);

        ddl.Select(static effect => (effect.Command, effect.Object)).ShouldBe(
            [("CREATE FUNCTION", "make()"), ("CREATE TRIGGER", "makes on measures_2024"), ("CREATE TABLE", "hidden"), ("ALTER TABLE", "readings")]);
    }

    [Test]
    public async Task What_one_statement_makes_and_drops_again_is_told_by_its_oid_and_so_is_its_lock()
    {
        var effects = (await Rehearse.TextAsync("SELECT 1;\nDO $$ BEGIN CREATE TABLE made (i int); DROP TABLE made; END $$;\n", DdlClone.Fixture)).Script().Effects;

        var definition = effects.Ddl.ShouldHaveSingleItem();
        (definition.Line, definition.Command, definition.Kind).ShouldBe((2, "CREATE AND DROP RELATION", "relation"));
        var held = effects.Locks.ShouldNotBeNull().Where(held => held.Relation == definition.Object && held.Mode == "AccessExclusiveLock").ShouldHaveSingleItem();
        (held.Line, held.Kind, held.WouldQueue).ShouldBe((2, "relation", false));
    }

    [Test]
    public async Task What_was_made_before_is_no_secret_when_a_later_statement_drops_it()
    {
        var ddl = await DdlAsync("CREATE TABLE made (i int PRIMARY KEY, t text);\nDO $$ BEGIN DROP TABLE made; END $$;\n");

        ddl.Select(static effect => (effect.Command, effect.Object, effect.Line)).ShouldBe([("CREATE TABLE", "made", 1), ("DROP TABLE", "made", 2)]);
    }

    [Test]
    public async Task Text_and_json_report_them()
    {
        var report = await Rehearse.TextAsync("DROP VIEW adults CASCADE;\nCOMMENT ON TABLE orders IS 'x';\n", DdlClone.Fixture);

        var text = string.Join('\n', new TextReporter(new()).Lines(report).Select(static line => line.Text));
        text.ShouldContain("  line 1: DROP VIEW adults\n  line 1: DROP VIEW adult_names, never named\n  line 2: COMMENT on table orders\n");
        JsonReporter.Write(report).ShouldContain("\"undone\"");
    }

    [Test]
    public async Task Without_effects_nothing_is_claimed()
    {
        var report = await Rehearse.TextAsync("CREATE TABLE x (i int);", fixture: null, static request => request with { MeasuresEffects = false });

        report.Script().Effects.Ddl.ShouldBeNull();
    }

    private static async Task<IReadOnlyList<DdlEffect>> DdlAsync(string script, bool asOwner = false)
    {
        var report = asOwner ? await DdlClone.RehearseAsOwnerAsync(script) : await Rehearse.TextAsync(script, DdlClone.Fixture);
        return report.Script().Effects.Ddl.ShouldNotBeNull();
    }

    private static IEnumerable<string> Words(IReadOnlyList<DdlEffect> effects) => effects.Select(static effect => $"{(effect.Cascade ? "*" : "")}{effect.Command} {(effect.Object.StartsWith("oid ", StringComparison.Ordinal) ? "oid" : effect.Object)}");
}
