using Sandbox.Rehearsal.Effects;

namespace Sandbox.Rehearsal.Tests.Rehearsals;

/// <summary>Which notifications are predicted, from the script and from the functions that it reaches.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class NotificationTests
{
    private const string Clone =
        """
        CREATE TABLE watched (n int);
        CREATE TABLE quiet (n int);
        CREATE FUNCTION tell(what text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('told', what); END $$;
        CREATE FUNCTION on_write() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM tell(new.n::text); EXECUTE 'NOTIFY direct'; RETURN new; END $$;
        CREATE TRIGGER t AFTER INSERT ON watched FOR EACH ROW EXECUTE FUNCTION on_write();
        """;

    [Test]
    public async Task Statements_and_literals_are_read() =>
        (await NotificationsAsync("NOTIFY one, 'x';\nSELECT pg_notify('two' || n, 'NOTIFY three') FROM quiet;\nDO $$ BEGIN PERFORM pg_notify('four', ''); END $$;\n")).ShouldBe(
            [new("one", "line 1"), new("?", "line 2"), new("three", "line 2"), new("four", "line 3")]);

    [Test]
    public async Task Triggers_on_what_is_written_and_what_they_call_are_read() =>
        (await NotificationsAsync("INSERT INTO watched VALUES (1);\n")).ShouldBe([new("direct", "function public.on_write"), new("told", "function public.tell")], ignoreOrder: true);

    [TestCase("INSERT INTO quiet VALUES (1);")]
    [TestCase("SELECT * FROM watched;")]
    [TestCase("NOTIFY;")]
    [TestCase("ALTER TABLE watched DISABLE TRIGGER t; INSERT INTO watched VALUES (1);")]
    public async Task What_reaches_none_predicts_none(string script) => (await NotificationsAsync(script)).ShouldBeEmpty();

    private static async Task<IReadOnlyList<NotificationEffect>> NotificationsAsync(string script) =>
        (await Rehearse.TextAsync(script, Clone)).Script().Effects.Notifications.ShouldNotBeNull();
}
