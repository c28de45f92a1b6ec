using System.Text.Json.Nodes;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Rehearsal.Tests.Effects;

/// <summary>What a plain owner on somebody else's server is told: everything that a superuser is, but for what the guide's table names.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class OwnerEffectTests
{
    private const string Everything =
        """
        INSERT INTO customers (name, age) SELECT 'c' || i, 20 FROM generate_series(1, 5) i;
        INSERT INTO orders (customer, total) VALUES (1, 10), (2, 20);
        UPDATE orders SET total = 11 WHERE customer = 1;
        DELETE FROM customers WHERE id = 2;
        INSERT INTO measures VALUES ('2024-05-01', 1);
        BEGIN;
        SET LOCAL lock_timeout = '1s';
        ALTER TABLE customers ALTER COLUMN age TYPE bigint USING age;
        SAVEPOINT s;
        TRUNCATE measures;
        ROLLBACK TO s;
        COMMIT;
        ALTER TABLE orders ALTER COLUMN total TYPE text;
        DROP TABLE app.notes;
        CREATE TABLE made (id serial PRIMARY KEY, c int REFERENCES customers);
        CREATE INDEX ON orders (customer);
        DO $$ BEGIN RAISE NOTICE 'seen'; NOTIFY news; END $$;
        CREATE TEMPORARY TABLE scratch AS SELECT 1 AS i;
        """;

    [Test]
    public async Task A_plain_owner_is_told_what_a_superuser_is()
    {
        var script = "DROP VIEW adults CASCADE;\nDROP MATERIALIZED VIEW totals;\n" + Everything;
        var superuser = await Rehearse.TextAsync(script, DdlClone.Fixture);
        var owner = await DdlClone.RehearseAsOwnerAsync(script);

        owner.Target!.Capabilities.ShouldContain(static line => line.StartsWith("ddl: of roles", StringComparison.Ordinal));
        superuser.Target!.Capabilities.ShouldNotContain(static line => line.StartsWith("ddl: ", StringComparison.Ordinal));
        superuser.Script().Steps.ShouldAllBe(static step => step.Error == null);
        var effects = EffectsOf(owner);
        var expected = EffectsOf(superuser);
        foreach (var list in (string[])["tables", "rows", "ddl", "rewrites", "locks", "notifications", "sequences", "notices"])
        {
            var items = Items(effects, list);
            items.ShouldNotBeEmpty(list);
            items.ShouldBe(Items(expected, list));
        }

        owner.Script().Hazards.Select(static hazard => (hazard.RuleId, hazard.Line)).ShouldBe(superuser.Script().Hazards.Select(static hazard => (hazard.RuleId, hazard.Line)));
    }

    // What a second session saw by luck while a statement ran is another thing each time.
    private static List<string> Items(JsonObject effects, string list) =>
        [.. effects[list]!.AsArray().Where(static item => item!["evidence"]?.GetValue<string>() is not "sampled").Select(static item => item!.ToJsonString())];

    /// <summary>The effects as the report has them, less the times.</summary>
    private static JsonObject EffectsOf(Report report)
    {
        var effects = JsonNode.Parse(JsonReporter.Write(report))!["scripts"]![0]!["effects"]!.AsObject();
        foreach (var held in effects["locks"]!.AsArray())
        {
            held!.AsObject().Remove("heldMs");
        }

        return effects;
    }
}
