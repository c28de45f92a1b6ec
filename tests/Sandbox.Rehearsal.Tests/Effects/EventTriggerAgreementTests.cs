using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Tests.Effects;

/// <summary>What the rehearsal reads off the catalog, held against what the server's own event triggers report of the same statement.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class EventTriggerAgreementTests
{
    private const string Triggers =
        """
        CREATE TABLE seen (tag text, kind text, identity text, told boolean);
        CREATE FUNCTION saw_command() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO seen SELECT command_tag, object_type, object_identity, true FROM pg_event_trigger_ddl_commands(); END';
        CREATE FUNCTION saw_drop() RETURNS event_trigger LANGUAGE plpgsql AS
            'BEGIN INSERT INTO seen SELECT ''DROP'', object_type, object_identity, original OR normal FROM pg_event_trigger_dropped_objects(); END';
        CREATE EVENT TRIGGER commands ON ddl_command_end EXECUTE FUNCTION saw_command();
        CREATE EVENT TRIGGER drops ON sql_drop EXECUTE FUNCTION saw_drop();
        """;

    /// <summary>What comes and goes with a table, so that the rehearsal does not tell it beside the table.</summary>
    private static readonly string[] PartsOfTables = ["index", "sequence", "table constraint", "default value", "type", "trigger", "policy", "rule", "toast table", "table column", "view column"];

    /// <summary>All but two: of DETACH PARTITION event triggers name the parent and the catalog the partition, and CLUSTER they do not see.</summary>
    private static IEnumerable<string> Statements() =>
        CasesToPlay.Of(DdlClone.Statements).Select(static statement => statement.Sql).Where(static statement => !statement.StartsWith("CLUSTER", StringComparison.Ordinal) && !statement.Contains("DETACH", StringComparison.Ordinal));

    [TestCaseSource(nameof(Statements))]
    public async Task The_catalog_and_the_event_triggers_agree(string statement)
    {
        var seen = await SeenAsync(statement);
        var told = (await Rehearse.TextAsync(statement, DdlClone.Fixture)).Script().Effects.Ddl.ShouldNotBeNull();

        // A column or a constraint belongs to a table: to event triggers that is ALTER TABLE.
        var changed = told.Where(static effect => !effect.Command.StartsWith("DROP", StringComparison.Ordinal))
            .SelectMany(static effect => new[] { effect.Object, OwnerOf(effect.Kind, effect.Object) }).ToHashSet(StringComparer.Ordinal);
        var dropped = told.Where(static effect => effect.Command.StartsWith("DROP", StringComparison.Ordinal)).Select(static effect => effect.Object).ToHashSet(StringComparer.Ordinal);
        var wholes = told.Where(static effect => effect.Kind is "table" or "view" or "materialized view" or "schema").Select(static effect => effect.Command.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var (tag, kind, identity, isTold) in seen)
        {
            if (tag is "DROP")
            {
                var follows = PartsOfTables.Contains(kind) && wholes.Contains("DROP");
                (dropped.Contains(identity) || !isTold || follows || kind is "default value" || Transient(seen, identity)).ShouldBeTrue($"event triggers saw DROP {kind} {identity}");
            }
            else if (identity is { Length: > 0 } && !Transient(seen, identity) && !IsNoDefinition(tag))
            {
                var follows = PartsOfTables.Contains(kind) && wholes.Contains("CREATE");
                (changed.Contains(identity) || dropped.Any(drop => drop.StartsWith(identity + ".", StringComparison.Ordinal) || drop.EndsWith(" on " + identity, StringComparison.Ordinal)) || follows)
                    .ShouldBeTrue($"event triggers saw {tag} {kind} {identity}");
            }
        }

        // Of what the statement made and dropped again the rehearsal knows the oids, and event triggers the names.
        var passing = told.Where(static effect => effect.Command.StartsWith("CREATE AND DROP", StringComparison.Ordinal)).ToList();
        passing.Count(static effect => effect.Kind is "relation").ShouldBe(
            passing.Count == 0 ? 0 : seen.Count(static item => item is { Tag: "DROP", Kind: "table" or "index" or "toast table" or "sequence" or "view" }));
        passing.Count(static effect => effect.Kind is "routine").ShouldBe(passing.Count == 0 ? 0 : seen.Count(static item => item is { Tag: "DROP", Kind: "function" }));
        passing.Count.ShouldBe(passing.Count(static effect => effect.Kind is "relation" or "routine"));
        passing.Any().ShouldBe(seen.Any(item => item.Identity.StartsWith("made", StringComparison.Ordinal) && Transient(seen, item.Identity)));

        var identities = seen.Select(static item => item.Identity).ToHashSet(StringComparer.Ordinal);
        foreach (var effect in told.Except(passing).Where(static effect => effect.Kind is not ("large object" or "role") && effect.Command is not ("GRANT" or "REVOKE")))
        {
            // Event triggers report a parent only, not the partitions that it takes along, and no dependent that is merely changed.
            (effect.Cascade && !effect.Command.StartsWith("DROP", StringComparison.Ordinal)
                || identities.Contains(effect.Object) || identities.Contains(OwnerOf(effect.Kind, effect.Object))).ShouldBeTrue($"the catalog says {effect.Command} {effect.Object}");
        }
    }

    /// <summary>A statement that changes no definition, as event triggers see it all the same: what it changes lies in files.</summary>
    private static bool IsNoDefinition(string tag) => tag is "REFRESH MATERIALIZED VIEW";

    private static bool Transient(IReadOnlyList<(string Tag, string Kind, string Identity, bool IsTold)> seen, string identity) =>
        seen.Any(item => item.Tag is "DROP" && item.Identity == identity) && seen.Any(item => item.Tag is not "DROP" && item.Identity == identity);

    private static string OwnerOf(string kind, string identity) => kind switch
    {
        "table column" => identity[..identity.LastIndexOf('.')],
        "table constraint" or "domain constraint" or "trigger" => identity[(identity.IndexOf(" on ", StringComparison.Ordinal) + 4)..],
        _ => identity,
    };

    private static async Task<IReadOnlyList<(string Tag, string Kind, string Identity, bool IsTold)>> SeenAsync(string statement)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var name = await TestServer.CreateFilledAsync("events", DdlClone.Fixture + Triggers);
        await using var session = await WireSession.OpenAsync(TestServer.Server.Target(name), cancellationToken);
        await session.QueryAsync("BEGIN", cancellationToken);
        await session.QueryAsync(statement, cancellationToken);
        var seen = await session.QueryAsync("SELECT tag, kind, replace(regexp_replace(coalesce(identity, ''), '^public\\.', ''), ' on public.', ' on '), told FROM seen", cancellationToken);
        await session.QueryAsync("ROLLBACK", cancellationToken);
        return [.. seen.Rows.Select(static row => (row[0]!, row[1]!, row[2]!, row[3] is "t"))];
    }
}
