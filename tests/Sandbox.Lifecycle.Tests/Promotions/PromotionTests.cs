using System.Text.Json.Nodes;
using NJsonSchema;
using Sandbox.Lifecycle.Promotions;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Tests;

namespace Sandbox.Lifecycle.Tests.Promotions;

/// <summary>A script reaches production only as it was rehearsed and approved, and only if it does there what it did in the rehearsal.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
internal sealed class PromotionTests
{
    private const string Script = """
        BEGIN;
        INSERT INTO customer VALUES (11, 'new'), (12, 'newer');
        UPDATE invoice SET total = total + 1 WHERE customer <= 3;
        COMMIT;
        DELETE FROM invoice WHERE id = 10;
        SELECT 1 AS seq, 'customers' AS check_name, '12' AS expected, count(*)::text AS actual, CASE WHEN count(*) = 12 THEN 'PASS' ELSE 'FAIL' END AS verdict FROM customer;
        """;

    [Test]
    public async Task What_was_rehearsed_and_approved_is_committed_and_in_the_ledger()
    {
        await using var test = await TestPromotion.OpenAsync(Script);

        var done = await test.PromoteAsync();

        (await TestServer.AskAsync(test.Production, "SELECT (SELECT count(*) FROM customer) || ' ' || (SELECT sum(total) FROM invoice) || ' ' || pg_xact_status($1::xid8)", $"{done.TransactionId}")).ShouldBe("12 453 committed");
        var entries = (await test.Lane.Ledger.ReadAsync(TestServer.Token)).Entries;
        entries.Select(static entry => entry.Operation).ShouldBe(["sandbox_create", "promote_begin", "promote"]);
        entries[^1].Detail["approved_by"].ShouldBe("the reviewer");
        entries[^1].Detail["target_database"].ShouldBe(test.Production);
        (await test.Lane.OrphansAsync()).ShouldBeEmpty();
    }

    [TestCase(null, "report.json", Description = "no approval")]
    [TestCase("no-such.json", "report.json")]
    [TestCase("approval.json", null)]
    [TestCase("approval.json", "no-such.json")]
    public async Task Without_approval_and_report_admission_is_denied(string? approval, string? report)
    {
        await using var test = await TestPromotion.OpenAsync(Script);

        (await test.RefusedAsync(approval, report)).ExitCode.ShouldBe(ExitCode.AdmissionDenied);
    }

    [TestCase("until", "2020-01-01T00:00:00Z", "ended at")]
    [TestCase("script", """{ "sha256": "0000000000000000000000000000000000000000000000000000000000000000" }""", "is not the script that the reviewer approved")]
    [TestCase("report", """{ "sha256": "0000000000000000000000000000000000000000000000000000000000000000" }""", "the report is not the one that the reviewer approved")]
    [TestCase("target", """{ "systemIdentifier": "1", "database": "DB" }""", "the target is the database")]
    [TestCase("target", """{ "systemIdentifier": "ID", "database": "other" }""", "the target is the database")]
    public async Task An_approval_of_something_else_is_refused(string key, string value, string message)
    {
        await using var test = await TestPromotion.OpenAsync(Script);
        var target = test.Approval["target"]!;
        value = value.Replace("DB", test.Production, StringComparison.Ordinal).Replace("ID", (string)target["systemIdentifier"]!, StringComparison.Ordinal);
        test.Approval[key] = value.StartsWith('{') ? JsonNode.Parse(value) : value;

        (await test.RefusedAsync()).ShouldSatisfyAllConditions(static error => error.ExitCode.ShouldBe(ExitCode.Refused), error => error.Message.ShouldContain(message));
    }

    [Test]
    public async Task A_script_or_a_report_that_was_changed_since_is_refused()
    {
        await using var test = await TestPromotion.OpenAsync(Script);
        var report = await File.ReadAllTextAsync(test.Report, TestServer.Token);

        await File.WriteAllTextAsync(test.Report, report.Replace("\"inserted\": 2", "\"inserted\": 3", StringComparison.Ordinal), TestServer.Token);
        (await test.RefusedAsync()).Message.ShouldContain("the report is not the one");
        await File.WriteAllTextAsync(test.Report, report, TestServer.Token);
        await File.AppendAllTextAsync(test.Script, "DELETE FROM invoice;\n", TestServer.Token);
        (await test.RefusedAsync()).Message.ShouldContain("is not the script that the reviewer approved");
    }

    [TestCase("SELECT nowhere;", ExitCode.Refused, "it is not green")]
    [TestCase("SELECT 1 AS seq, 'x' AS check_name, '1' AS expected, '2' AS actual, 'FAIL' AS verdict;", ExitCode.Refused, "it is not green")]
    [TestCase("-- sandbox: rollback-only\nINSERT INTO customer VALUES (11, 'x');", ExitCode.Refused, "never meant to be committed")]
    [TestCase("-- sandbox: lane disposable\nINSERT INTO customer VALUES (11, 'x');", ExitCode.Refused, "was not rehearsed in one transaction")]
    [TestCase("BEGIN; INSERT INTO customer VALUES (11, 'x');", ExitCode.Refused, "leaves its own transaction open")]
    public async Task What_cannot_be_promoted_is_refused_even_if_it_is_approved(string script, ExitCode code, string message)
    {
        await using var test = await TestPromotion.OpenAsync(script + "\n");

        (await test.RefusedAsync()).ShouldSatisfyAllConditions(error => error.ExitCode.ShouldBe(code, error.Message), error => error.Message.ShouldContain(message));
    }

    [Test]
    public async Task Definitions_and_rights_that_were_rehearsed_are_committed()
    {
        await using var test = await TestPromotion.OpenAsync("""
            CREATE TABLE note (id int PRIMARY KEY, customer int REFERENCES customer, body text);
            ALTER TABLE invoice ADD COLUMN due date;
            CREATE INDEX ON invoice (customer);
            GRANT SELECT ON note TO PUBLIC;

            """);

        await test.PromoteAsync();

        (await TestServer.AskAsync(test.Production, "SELECT has_table_privilege('public', 'note', 'SELECT')")).ShouldBe("t");
    }

    [TestCase("CREATE FUNCTION extra() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE FUNCTION function extra(): was not rehearsed")]
    [TestCase("GRANT ALL ON invoice TO PUBLIC", "GRANT table invoice: was not rehearsed")]
    public async Task A_definition_that_was_not_rehearsed_is_rolled_back(string statement, string message)
    {
        await using var test = await TestPromotion.OpenAsync($"DO $$ BEGIN IF current_database() LIKE 'promoted%' THEN {statement}; END IF; END $$;\n");

        (await test.RefusedAsync()).Message.ShouldContain(message);
    }

    [TestCase("\\copy customer FROM data.csv CSV")]
    [TestCase("\\getenv home HOME\nINSERT INTO customer VALUES (11, :'home');")]
    public async Task What_reads_what_nobody_hashed_is_refused(string script)
    {
        await using var test = await TestPromotion.OpenAsync("SELECT 1;\n");
        test.Lane.Write("data.csv", "11,new\n");
        test.Lane.Write("script.sql", "-- sandbox: snapshot none\n" + script + "\n");
        await test.RehearseAsync();

        (await test.RefusedAsync()).ShouldSatisfyAllConditions(static error => error.ExitCode.ShouldBe(ExitCode.Refused), static error => error.Message.ShouldContain("which no hash of it covers"));
    }

    [Test]
    public async Task A_report_of_a_server_that_was_thrown_away_is_refused()
    {
        await using var test = await TestPromotion.OpenAsync(Script);
        await File.WriteAllTextAsync(test.Report, (await File.ReadAllTextAsync(test.Report, TestServer.Token)).Replace("\"throwaway\": false", "\"throwaway\": true", StringComparison.Ordinal), TestServer.Token);

        (await test.RefusedAsync()).Message.ShouldContain("thrown away");
    }

    [Test]
    public async Task What_was_not_rehearsed_on_a_governed_sandbox_is_refused()
    {
        await using var test = await TestPromotion.OpenAsync(Script);
        test.Lane.Policy = test.Lane.Policy with { SandboxPattern = "^another_lane_[0-9]+$" };

        (await test.RefusedAsync()).ExitCode.ShouldBe(ExitCode.Refused);
    }

    [TestCase("UPDATE invoice SET customer = 1", "invoice: 10 rows updated and not 3")]
    [TestCase("DELETE FROM invoice WHERE id = 10", "invoice: 0 rows deleted and not 1")]
    [TestCase("CREATE TABLE audit (i int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO audit VALUES (1); RETURN NULL; END'; CREATE TRIGGER t AFTER INSERT ON customer EXECUTE FUNCTION f()", "audit: 1 rows inserted and not 0")]
    public async Task What_does_something_else_in_production_is_rolled_back(string difference, string message)
    {
        await using var test = await TestPromotion.OpenAsync(Script);
        await TestServer.RunAsync(test.Production, Statements(difference));

        (await test.RefusedAsync()).ShouldSatisfyAllConditions(static error => error.ExitCode.ShouldBe(ExitCode.Refused), error => error.Message.ShouldContain(message));
    }

    [Test]
    public async Task What_differs_within_the_approvals_bounds_is_committed()
    {
        await using var test = await TestPromotion.OpenAsync(Script);
        await TestServer.RunAsync(test.Production, "UPDATE invoice SET customer = 1 WHERE id = 5");
        test.Approval["bounds"] = JsonNode.Parse("""{ "invoice": { "updated": [0, 3] } }""");
        (await test.RefusedAsync()).Message.ShouldContain("invoice: 4 rows updated and not 0 to 3");

        test.Approval["bounds"] = JsonNode.Parse("""{ "invoice": { "updated": [0, 4] } }""");
        await test.PromoteAsync();

        (await TestServer.AskAsync(test.Production, "SELECT count(*) FROM customer")).ShouldBe("12");
    }

    [TestCase("INSERT INTO customer VALUES (11, 'taken')", "duplicate key")]
    [TestCase("INSERT INTO customer VALUES (13, 'one too many')", "check customers failed", Description = "a check of the script's own")]
    [TestCase("ALTER TABLE invoice DROP COLUMN total", "column \"total\" does not exist")]
    public async Task What_fails_in_production_is_rolled_back(string difference, string message)
    {
        await using var test = await TestPromotion.OpenAsync(Script);
        await TestServer.RunAsync(test.Production, difference);

        (await test.RefusedAsync()).ShouldSatisfyAllConditions(static error => error.ExitCode.ShouldBe(ExitCode.VerdictFail), error => error.Message.ShouldContain(message));
    }

    [Test]
    public async Task A_deferred_constraint_that_only_the_commit_would_fail_on_fails_before_it()
    {
        await using var test = await TestPromotion.OpenAsync("UPDATE invoice SET customer = 10 WHERE id = 1;\n");
        await TestServer.RunAsync(test.Production, "DELETE FROM invoice WHERE customer = 10", "DELETE FROM customer WHERE id = 10");

        (await test.RefusedAsync()).ShouldSatisfyAllConditions(static error => error.ExitCode.ShouldBe(ExitCode.VerdictFail), static error => error.Message.ShouldContain("violates foreign key"));
    }

    [Test]
    public async Task A_lock_that_somebody_holds_ends_it_in_time()
    {
        await using var test = await TestPromotion.OpenAsync(Script);
        await using var other = await WireSession.OpenAsync(TestServer.Target(test.Production), TestServer.Token);
        await Postgres.SessionExtensions.QueryAsync(other, "BEGIN", TestServer.Token);
        await Postgres.SessionExtensions.QueryAsync(other, "LOCK TABLE customer IN SHARE MODE", TestServer.Token);

        (await test.RefusedAsync(lockTimeout: TimeSpan.FromMilliseconds(200))).ShouldSatisfyAllConditions(
            static error => error.ExitCode.ShouldBe(ExitCode.VerdictFail), static error => error.Message.ShouldContain("lock timeout"));
    }

    [Test]
    public async Task A_ledger_that_cannot_be_written_keeps_it_from_being_committed()
    {
        await using var test = await TestPromotion.OpenAsync(Script);
        var ledger = Path.Combine(test.Lane.Records, "ledger.jsonl");
        var text = await File.ReadAllTextAsync(ledger, TestServer.Token);
        await File.WriteAllTextAsync(ledger, text.Replace("sandbox_create", "sandbox_cre4te", StringComparison.Ordinal), TestServer.Token);

        (await test.RefusedAsync()).Message.ShouldContain("is damaged");
    }

    [TestCase("""{ "script": { "sha": "x" } }""", "$.script.sha: unknown key")]
    [TestCase("""{ "approved": "x" }""", "$.approved: unknown key")]
    [TestCase("""{ "until": "soon" }""", "$.until: \"soon\" is no moment")]
    [TestCase("""{ "bounds": { "t": { "inserted": [2, 1] } } }""", "$.bounds.t.inserted: must be two numbers")]
    [TestCase("""{ "bounds": { "t": { "inserts": [1, 2] } } }""", "$.bounds.t.inserts: unknown key")]
    [TestCase("{}", "is missing")]
    public async Task An_approval_that_says_something_wrong_is_told_with_its_place(string text, string message)
    {
        using var folder = new TempFolder();
        var path = await folder.WriteAsync("approval.json", text);

        (await Should.ThrowAsync<SandboxException>(() => Approval.LoadAsync(path, TestServer.Token))).ShouldSatisfyAllConditions(
            static error => error.ExitCode.ShouldBe(ExitCode.Usage), error => error.Message.ShouldContain(message));
    }

    [Test]
    public async Task The_schema_accepts_what_is_read()
    {
        await using var test = await TestPromotion.OpenAsync("SELECT 1;\n");
        test.Approval["bounds"] = JsonNode.Parse("""{ "invoice": { "updated": [0, 4] } }""");
        var schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "approval.schema.json"), TestServer.Token);

        schema.Validate(test.Approval.ToJsonString()).ShouldBeEmpty();
        schema.Validate(test.Approval.ToJsonString().Replace("approvedBy", "by", StringComparison.Ordinal)).ShouldNotBeEmpty();
    }

    private static string[] Statements(string text)
    {
        // The function's body has semicolons too.
        var parts = text.Split("; CREATE ");
        return [parts[0], .. parts.Skip(1).Select(static part => $"CREATE {part}")];
    }
}
