using Sandbox.Lifecycle.Golden;
using Sandbox.Rehearsal.Tests.Faults;

namespace Sandbox.Lifecycle.Tests.Golden;

/// <summary>A reset brings back the checkpoint, as the application's role, and takes nothing else with it.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
internal sealed class ResetTests
{
    private static readonly string[] s_spoilt =
    [
        "DELETE FROM llx_invoice WHERE rowid % 3 = 0", "UPDATE llx_customer SET name = 'spoilt'", "DROP VIEW llx_open", "ALTER TABLE llx_customer ADD COLUMN extra int",
        "CREATE TABLE llx_new (rowid serial PRIMARY KEY)", "SELECT setval('llx_customer_rowid_seq', 99999)", "DROP TRIGGER llx_touch ON llx_customer",
    ];

    [Test]
    public async Task A_sandbox_of_a_checkpoint_holds_it_and_it_belongs_to_the_applications_role()
    {
        await using var shop = await TestShop.OpenAsync();

        var golden = await shop.CreateAsync();

        await golden.VerifyAsync(TestShop.As(shop.App, shop.Sandbox), role: null, TestServer.Token);
        (await TestServer.AskAsync(shop.Sandbox, "SELECT string_agg(DISTINCT tableowner, ', ') FROM pg_tables WHERE tablename LIKE 'llx%'")).ShouldBe(shop.App);
        (await TestServer.AskAsync(shop.Sandbox, "SELECT to_regclass('secrets') IS NULL")).ShouldBe("t");
        (await TestServer.AskAsync(shop.Sandbox, "SELECT born_from FROM sbx_meta.birth_certificate")).ShouldBe($"golden {golden.Manifest.Sha256}");
        await TestServer.RunAsAsync(shop.App, shop.Sandbox, "UPDATE llx_customer SET name = 'mine' WHERE rowid = 1", "INSERT INTO llx_customer (name) VALUES ('new')");
        (await TestServer.AskAsync(shop.Sandbox, "SELECT max(rowid) FROM llx_customer WHERE name = 'new'")).ShouldBe("201", "the sequences come back too");
    }

    [Test]
    public async Task What_was_spoilt_is_as_captured_again_and_what_others_own_is_the_same_to_the_byte()
    {
        await using var shop = await TestShop.OpenAsync();
        var golden = await shop.CreateAsync();
        var others = await shop.OthersAsync(shop.Sandbox);
        await TestServer.RunAsAsync(shop.App, shop.Sandbox, s_spoilt);

        var reset = await shop.ResetAsync();

        reset.Role.ShouldBe(shop.App);
        reset.Tables.ShouldBe(2);
        await golden.VerifyAsync(TestShop.As(shop.App, shop.Sandbox), role: null, TestServer.Token);
        (await shop.OthersAsync(shop.Sandbox)).ShouldBe(others);
        (await TestServer.AskAsync(shop.Sandbox, "SELECT to_regclass('llx_new') IS NULL AND to_regclass('llx_open') IS NOT NULL AND EXISTS (SELECT FROM pg_trigger WHERE tgname = 'llx_touch')")).ShouldBe("t");
        (await TestServer.AskAsync(shop.Sandbox, "SELECT last_value FROM llx_customer_rowid_seq")).ShouldBe("200");
        (await shop.Lane.Ledger.ReadAsync(TestServer.Token)).Entries.Select(static entry => entry.Operation).ShouldBe(["sandbox_create", "sandbox_reset_begin", "sandbox_reset"]);
        (await shop.Lane.OrphansAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task It_may_be_run_again()
    {
        await using var shop = await TestShop.OpenAsync();
        var golden = await shop.CreateAsync();

        await shop.ResetAsync();
        await shop.ResetAsync();

        await golden.VerifyAsync(TestShop.As(shop.App, shop.Sandbox), role: null, TestServer.Token);
    }

    [TestCase("COPY public.llx_invoice", Description = "pg_restore is at work")]
    [TestCase("DROP OWNED BY shop")]
    [TestCase("SET ROLE", Description = "pg_restore begins: all is dropped, nothing restored")]
    public async Task A_reset_that_died_half_way_is_finished_by_the_next(string moment)
    {
        await using var shop = await TestShop.OpenAsync();
        var golden = await shop.CreateAsync();
        await using (var proxy = new FaultProxy(TestServer.Target(), moment))
        {
            using var death = new CancellationTokenSource();
            var resetting = shop.ResetAsync(server: proxy.Target, cancellationToken: death.Token);
            await proxy.ReachedAsync();
            await death.CancelAsync();
            proxy.Close();
            proxy.Cut();
            (await Should.ThrowAsync<Exception>(resetting)).ShouldSatisfyAllConditions(static error => (error is SandboxException or OperationCanceledException).ShouldBeTrue(error.ToString()));
        }

        await shop.ResetAsync();

        await golden.VerifyAsync(TestShop.As(shop.App, shop.Sandbox), role: null, TestServer.Token);
    }

    [Test]
    public async Task Two_resets_at_once_do_not_meet()
    {
        await using var shop = await TestShop.OpenAsync();
        var golden = await shop.CreateAsync();
        await using var proxy = new FaultProxy(TestServer.Target(), "COPY public.llx_invoice");
        var first = shop.ResetAsync(server: proxy.Target);
        await proxy.ReachedAsync();

        (await Should.ThrowAsync<SandboxException>(() => shop.ResetAsync())).ShouldSatisfyAllConditions(
            static error => error.ExitCode.ShouldBe(ExitCode.Refused), static error => error.Message.ShouldContain("is under way"));

        proxy.Release();
        await first;
        await golden.VerifyAsync(TestShop.As(shop.App, shop.Sandbox), role: null, TestServer.Token);
    }

    [TestCase("CREATE VIEW report AS SELECT name FROM llx_customer", "view public.report, which belongs to")]
    [TestCase("CREATE TABLE note (customer int REFERENCES llx_customer)", "table constraint note_customer_fkey on public.note, which belongs to")]
    [TestCase("CREATE TABLE note (state llx_state)", "table column public.note.state, which belongs to")]
    [TestCase("CREATE TABLE note (i int DEFAULT nextval('llx_customer_rowid_seq'))", "default value for public.note.i, which belongs to")]
    [TestCase("CREATE TABLE note (i int); CREATE TRIGGER t BEFORE INSERT ON note FOR EACH ROW EXECUTE FUNCTION llx_touch()", "trigger t on public.note, which belongs to")]
    [TestCase("CREATE PUBLICATION p FOR TABLE llx_customer", "which belongs to")]
    [TestCase("SET ROLE {0}; CREATE FUNCTION helper() RETURNS int LANGUAGE sql AS 'SELECT 1'", "function public.helper() is not in the manifest")]
    [TestCase("SET ROLE {0}; CREATE TYPE colour AS ENUM ('red')", "type public.colour is not in the manifest")]
    [TestCase("SET ROLE {0}; CREATE TABLE other (i int)", "table public.other is not in the manifest")]
    [TestCase("SET ROLE {0}; CREATE SCHEMA own", "schema own is not in the manifest")]
    [TestCase("SET ROLE {0}; CREATE EXTENSION citext", "is not in the manifest")]
    [TestCase("SET ROLE {0}; SELECT lo_from_bytea(0, 'x')", "large object")]
    public async Task What_would_go_and_not_come_back_is_refused_and_nothing_is_dropped(string statements, string message)
    {
        await using var shop = await TestShop.OpenAsync();
        var golden = await shop.CreateAsync();
        await TestServer.RunAsync(shop.Sandbox, [.. statements.Split("; ").Select(statement => statement.Replace("{0}", shop.App, StringComparison.Ordinal))]);
        var objects = await ObjectsAsync(shop);

        var error = await Should.ThrowAsync<SandboxException>(() => shop.ResetAsync());

        error.ExitCode.ShouldBe(ExitCode.Refused, error.Message);
        error.Message.ShouldContain(message);
        (await ObjectsAsync(shop)).ShouldBe(objects);
        await golden.VerifyAsync(TestShop.As(shop.App, shop.Sandbox), role: null, TestServer.Token);
    }

    [Test]
    public async Task A_checkpoint_that_comes_back_otherwise_is_told()
    {
        await using var shop = await TestShop.OpenAsync();
        var golden = await shop.CreateAsync();
        var manifest = await File.ReadAllTextAsync(shop.Dump + ".json", TestServer.Token);
        await File.WriteAllTextAsync(shop.Dump + ".json", manifest.Replace(golden.Manifest.Tables[0].Digest, "1:2", StringComparison.Ordinal), TestServer.Token);

        var error = await Should.ThrowAsync<SandboxException>(() => shop.ResetAsync());

        error.ExitCode.ShouldBe(ExitCode.Residue);
        error.Message.ShouldContain("public.llx_customer has other rows");
    }

    [TestCase("DELETE FROM sbx_meta.sandbox_registry")]
    [TestCase("UPDATE sbx_meta.sandbox_registry SET status = 'retiring'")]
    [TestCase("REVOKE ALL ON SCHEMA sbx_meta FROM {0}")]
    public async Task Without_an_active_registry_row_nothing_is_reset(string statement)
    {
        await using var shop = await TestShop.OpenAsync();
        await shop.CreateAsync();
        await TestServer.RunAsync(shop.Sandbox, statement.Replace("{0}", shop.App, StringComparison.Ordinal));

        (await Should.ThrowAsync<SandboxException>(() => shop.ResetAsync())).ExitCode.ShouldBe(ExitCode.NotRegistered);
    }

    [Test]
    public async Task What_is_pinned_is_refused()
    {
        await using var shop = await TestShop.OpenAsync();
        await shop.CreateAsync();
        shop.Lane.Policy = shop.Lane.Policy with { SandboxPinned = [shop.Sandbox] };

        (await Should.ThrowAsync<SandboxException>(() => shop.ResetAsync())).ExitCode.ShouldBe(ExitCode.Refused);
    }

    private static Task<string?> ObjectsAsync(TestShop shop) => TestServer.AskAsync(
        shop.Sandbox, "SELECT string_agg(oid || ' ' || relname, ', ' ORDER BY oid) FROM pg_class WHERE oid >= 16384 AND relkind <> 't'");
}
