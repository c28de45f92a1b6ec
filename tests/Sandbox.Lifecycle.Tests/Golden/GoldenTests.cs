using System.Text.Json;
using NJsonSchema;
using Sandbox.Lifecycle.Golden;
using Sandbox.Rehearsal.Tests;

namespace Sandbox.Lifecycle.Tests.Golden;

/// <summary>A checkpoint holds an application's own tables, by a role that cannot write, and says what it holds.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
internal sealed class GoldenTests
{
    [Test]
    public async Task The_tables_that_are_chosen_are_dumped_with_a_manifest()
    {
        await using var shop = await TestShop.OpenAsync();

        var golden = await shop.CaptureAsync();

        golden.Manifest.Tables.Select(static table => (table.Name, table.Rows)).ShouldBe([("public.llx_customer", 200), ("public.llx_invoice", 1000)]);
        golden.Manifest.Owner.ShouldBe(shop.Owner);
        golden.Manifest.CapturedBy.ShouldBe(shop.Reader);
        golden.Manifest.Database.ShouldBe(shop.Production);
        golden.Manifest.Objects.Select(static thing => $"{thing.Kind} {thing.Name}").Order(StringComparer.Ordinal).ShouldBe(
            [
                "function public.llx_touch()", "sequence public.llx_customer_rowid_seq", "sequence public.llx_invoice_rowid_seq", "table public.llx_customer", "table public.llx_invoice",
                "type public.llx_state", "view public.llx_open",
            ]);
        GoldenFile.Write((await GoldenCheckpoint.LoadAsync(shop.Dump, TestServer.Token)).Manifest).ShouldBe(GoldenFile.Write(golden.Manifest));
        (await File.ReadAllTextAsync(shop.Dump + ".json", TestServer.Token)).ShouldNotContain("production only");
        Directory.GetFiles(Path.GetDirectoryName(shop.Dump)!, "golden*").Length.ShouldBe(2);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(shop.Dump).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Test]
    public async Task The_schema_accepts_what_is_written()
    {
        await using var shop = await TestShop.OpenAsync();
        var text = GoldenFile.Write((await shop.CaptureAsync()).Manifest);
        var schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "golden.schema.json"), TestServer.Token);

        schema.Validate(text).ShouldBeEmpty();
        schema.Validate(text.Replace("\"digest\"", "\"hash\"", StringComparison.Ordinal)).ShouldNotBeEmpty();
    }

    [Test]
    public async Task Tables_are_chosen_by_owner_and_by_schema_too()
    {
        await using var shop = await TestShop.OpenAsync();

        (await shop.CaptureAsync(selection: new GoldenSelection([], [], shop.Owner))).Manifest.Tables.Count.ShouldBe(3);
        (await shop.CaptureAsync(selection: new GoldenSelection(["*.llx_cust*"], ["public"], Owner: null))).Manifest.Tables.ShouldHaveSingleItem().Name.ShouldBe("public.llx_customer");
    }

    [Test]
    public async Task Names_that_need_quotes_are_chosen_and_left_out_as_any_other()
    {
        await using var shop = await TestShop.OpenAsync();
        await TestServer.RunAsync(
            shop.Production,
            $"SET ROLE {shop.Owner}", "CREATE SCHEMA \"Odd \"\"one\"", "CREATE TABLE \"Odd \"\"one\".\"llx_Order\" (i int)", "CREATE TABLE \"Odd \"\"one\".\"Secret\" (card text)", "INSERT INTO \"Odd \"\"one\".\"Secret\" VALUES ('4111-1111')",
            $"GRANT USAGE ON SCHEMA \"Odd \"\"one\" TO {shop.Reader}", $"GRANT SELECT ON ALL TABLES IN SCHEMA \"Odd \"\"one\" TO {shop.Reader}");

        var golden = await shop.CaptureAsync(selection: new GoldenSelection(["llx_*"], ["Odd \"one"], Owner: null));
        await using var lane = await shop.Lane.OpenAsync();
        await lane.CreateAsync(shop.Lane.Name, golden, jobs: 2, TestServer.Token);

        golden.Manifest.Tables.ShouldHaveSingleItem().Name.ShouldBe("\"Odd \"\"one\".\"llx_Order\"");
        (await TestServer.AskAsync(shop.Sandbox, "SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace = '\"Odd \"\"one\"'::regnamespace")).ShouldBe("llx_Order");
    }

    [Test]
    public async Task A_materialized_view_that_is_not_fresh_comes_back_fresh()
    {
        await using var shop = await TestShop.OpenAsync();
        await TestServer.RunAsync(
            shop.Production,
            $"SET ROLE {shop.Owner}", "CREATE MATERIALIZED VIEW llx_count AS SELECT count(*) AS n FROM llx_customer", "INSERT INTO llx_customer (name) VALUES ('late')", $"GRANT SELECT ON llx_count TO {shop.Reader}");

        var golden = await shop.CaptureAsync();
        await using var lane = await shop.Lane.OpenAsync();
        await lane.CreateAsync(shop.Lane.Name, golden, jobs: 2, TestServer.Token);

        (await TestServer.AskAsync(shop.Sandbox, "SELECT n FROM llx_count")).ShouldBe("201");
    }

    [Test]
    public async Task A_schema_that_a_checkpoint_needs_and_does_not_hold_is_named()
    {
        await using var shop = await TestShop.OpenAsync();
        await TestServer.RunAsync(
            shop.Production,
            "CREATE SCHEMA theirs", $"GRANT ALL ON SCHEMA theirs TO {shop.Owner}", $"SET ROLE {shop.Owner}", "CREATE TABLE theirs.llx_note (i int)", "RESET ROLE",
            $"GRANT USAGE ON SCHEMA theirs TO {shop.Reader}", $"GRANT SELECT ON ALL TABLES IN SCHEMA theirs TO {shop.Reader}");
        var golden = await shop.CaptureAsync(selection: new GoldenSelection(["llx_*"], ["theirs"], Owner: null));
        await using var lane = await shop.Lane.OpenAsync();

        (await Should.ThrowAsync<SandboxException>(() => lane.CreateAsync(shop.Lane.Name, golden, jobs: 2, TestServer.Token))).Message.ShouldContain("schema \"theirs\" does not exist");
        (await TestServer.HasAsync(shop.Sandbox)).ShouldBeFalse();
    }

    [TestCase("CREATE ROLE {0} SUPERUSER LOGIN", "is a superuser")]
    [TestCase("GRANT INSERT ON llx_customer TO {0}", "may write llx_customer")]
    [TestCase("GRANT TRUNCATE ON secrets TO PUBLIC", "may write secrets")]
    [TestCase("GRANT UPDATE (name) ON llx_customer TO {0}", "may write llx_customer")]
    [TestCase("GRANT USAGE ON SEQUENCE llx_customer_rowid_seq TO {0}", "may move the sequence llx_customer_rowid_seq")]
    [TestCase("GRANT {1} TO {0}", "may create in the database")]
    [TestCase("ALTER ROLE {0} NOINHERIT; GRANT {1} TO {0}", "may create in the database", Description = "what it may become counts")]
    [TestCase("GRANT CREATE ON SCHEMA public TO {0}", "may create in the schema public")]
    [TestCase("GRANT CREATE ON DATABASE {2} TO {0}", "may create in the database")]
    [TestCase("ALTER ROLE {0} CREATEDB", "may create databases")]
    [TestCase("GRANT pg_write_all_data TO {0}", "may write")]
    [TestCase("ALTER TABLE secrets OWNER TO {0}", "owns secrets")]
    public async Task A_role_that_can_write_is_refused(string right, string message)
    {
        await using var shop = await TestShop.OpenAsync();
        var role = right.StartsWith("CREATE ROLE", StringComparison.Ordinal) ? shop.Name("other") : shop.Reader;
        await TestServer.RunAsync(shop.Production, [.. right.Split("; ").Select(statement => string.Format(System.Globalization.CultureInfo.InvariantCulture, statement, role, shop.Owner, shop.Production))]);

        var error = await Should.ThrowAsync<SandboxException>(() => shop.CaptureAsync(role));

        error.ExitCode.ShouldBe(ExitCode.Refused);
        error.Message.ShouldContain(message);
        File.Exists(shop.Dump).ShouldBeFalse();
    }

    [Test]
    public async Task What_cannot_be_captured_leaves_the_files_as_they_were()
    {
        await using var shop = await TestShop.OpenAsync();
        var before = await shop.CaptureAsync();
        await TestServer.RunAsync(shop.Production, $"REVOKE SELECT ON llx_invoice FROM {shop.Reader}");

        (await Should.ThrowAsync<SandboxException>(() => shop.CaptureAsync())).ExitCode.ShouldBe(ExitCode.Unavailable);
        (await Should.ThrowAsync<SandboxException>(() => shop.CaptureAsync(selection: new GoldenSelection(["no_such_*"], [], null)))).ExitCode.ShouldBe(ExitCode.Usage);
        (await Should.ThrowAsync<SandboxException>(() => shop.CaptureAsync(selection: new GoldenSelection([], [], null)))).ExitCode.ShouldBe(ExitCode.Usage);
        await TestServer.RunAsync(shop.Production, "ALTER TABLE secrets OWNER TO postgres_of_tests".Replace("postgres_of_tests", TestServer.Target().User, StringComparison.Ordinal));
        (await Should.ThrowAsync<SandboxException>(() => shop.CaptureAsync(selection: new GoldenSelection([], ["public"], null)))).Message.ShouldContain("a checkpoint is of one owner");

        (await GoldenCheckpoint.LoadAsync(shop.Dump, TestServer.Token)).Manifest.Sha256.ShouldBe(before.Manifest.Sha256);
        Directory.GetFiles(Path.GetDirectoryName(shop.Dump)!, "golden*").Length.ShouldBe(2);
    }

    [Test]
    public async Task A_dump_that_somebody_changed_is_refused()
    {
        await using var shop = await TestShop.OpenAsync();
        await shop.CaptureAsync();
        await File.AppendAllTextAsync(shop.Dump, "x", TestServer.Token);

        (await Should.ThrowAsync<SandboxException>(() => GoldenCheckpoint.LoadAsync(shop.Dump, TestServer.Token))).ExitCode.ShouldBe(ExitCode.Refused);
    }

    [Test]
    public async Task A_manifest_that_says_something_else_is_told_with_its_place()
    {
        using var folder = new TempFolder();
        var path = await folder.WriteAsync("golden.dump.json", JsonSerializer.Serialize(new { schemaVersion = 1, sha = "x" }));

        (await Should.ThrowAsync<SandboxException>(() => GoldenCheckpoint.LoadAsync(path[..^5], TestServer.Token))).Message.ShouldContain("$.sha: unknown key");
    }
}
