using Sandbox.Rehearsal.Guards;

namespace Sandbox.Rehearsal.Tests.Guards;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class PolicyFileTests
{
    private static CancellationToken Cancel => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task Every_key_is_read()
    {
        using var folder = new TempFolder();
        var path = await folder.WriteAsync("sandbox.json", """
            {
              // who may be rehearsed on
              "$schema": "docs/policy.schema.json",
              "rehearse": { "allow": ["app_test_*"], "deny": ["app", "postgres"], "strict": true, "sequences": "restore" },
              "sandbox": { "pattern": "^stg_[0-9]+$", "deny": ["stg_0"], "pinned": ["stg_7"], "owner": "the shop's team", "timeToLive": "90m", "records": "../kept" }, /* governed */
              "protected": { "systemIdentifiers": ["7573512345678901234"], "hosts": ["prod-db.example", "10.0.0.5"] },
              "allow": { "metaCommands": ["\\!", "`"], "escapeHatches": ["dblink", "pg_switch_wal"] },
              "snapshot": { "scrub": [{ "as": "Ticket", "column": "ticket_*" }, { "as": "Link", "pattern": "https://[^ ]+" }] }
            }
            """);

        var policy = await Policy.LoadAsync(path, Cancel);

        policy.ShouldSatisfyAllConditions(
            () => policy.Path.ShouldBe(path),
            () => policy.RehearseAllow.ShouldBe(["app_test_*"]),
            () => policy.RehearseDeny.ShouldBe(["app", "postgres"]),
            () => policy.Strict.ShouldBeTrue(),
            () => policy.RestoresSequences.ShouldBeTrue(),
            () => policy.SandboxPattern.ShouldBe("^stg_[0-9]+$"),
            () => policy.SandboxDeny.ShouldBe(["stg_0"]),
            () => policy.SandboxPinned.ShouldBe(["stg_7"]),
            () => policy.SandboxOwner.ShouldBe("the shop's team"),
            () => policy.SandboxTimeToLive.ShouldBe(TimeSpan.FromMinutes(90)),
            () => policy.SandboxRecords.ShouldBe(Path.GetFullPath("../kept", folder.Path)),
            () => policy.ProtectedSystemIdentifiers.ShouldBe(["7573512345678901234"]),
            () => policy.AllowedEscapeHatches.ShouldBe(["dblink", "pg_switch_wal"]),
            () => policy.AllowedMetaCommands.ShouldBe(["\\!", "`"]),
            () => policy.SnapshotScrubs.Select(static scrub => (scrub.Token, scrub.Column, scrub.Pattern)).ShouldBe([("Ticket", "ticket_*", null), ("Link", null, "https://[^ ]+")]),
            () => policy.ProtectedHosts.ShouldBe(["prod-db.example", "10.0.0.5"]));
    }

    [Test]
    public async Task An_empty_policy_admits_nothing()
    {
        using var folder = new TempFolder();

        var policy = await Policy.LoadAsync(await folder.WriteAsync("sandbox.json", "{}"), Cancel);

        policy.RehearsalAdmits("x", out _).ShouldBeFalse();
        policy.Strict.ShouldBeFalse();
        policy.SandboxTimeToLive.ShouldBe(TimeSpan.FromHours(24));
        policy.SandboxRecords.ShouldBe(folder[".sandbox"]);
    }

    [TestCase("""{"rehearse": {"alow": []}}""", ": $.rehearse.alow: unknown key; known here: allow, deny, strict, sequences")]
    [TestCase("""{"Rehearse": {}}""", ": $.Rehearse: unknown key")]
    [TestCase("""{"protected": {"host": []}}""", ": $.protected.host: unknown key")]
    [TestCase("""{"sandbox": {"allow": []}}""", ": $.sandbox.allow: unknown key")]
    [TestCase("""{"rehearse": {"deny": ["a"], "deny": []}}""", ": $.rehearse.deny: given twice")]
    [TestCase("""{"rehearse": []}""", ": $.rehearse: must be an object, not a list")]
    [TestCase("""{"rehearse": {"allow": "app"}}""", ": $.rehearse.allow: must be a list of texts, not a text")]
    [TestCase("""{"rehearse": {"allow": ["app", 1]}}""", ": $.rehearse.allow[1]: must be a text, not a number")]
    [TestCase("""{"rehearse": {"deny": [""]}}""", ": $.rehearse.deny[0]: must not be empty")]
    [TestCase("""{"rehearse": {"deny": null}}""", ": $.rehearse.deny: must be a list of texts, not null")]
    [TestCase("""{"rehearse": {"strict": "yes"}}""", ": $.rehearse.strict: must be true or false, not a text")]
    [TestCase("""{"rehearse": {"sequences": "reset"}}""", ": $.rehearse.sequences: \"reset\" is nothing that can be done with sequences; those are keep, restore")]
    [TestCase("""{"sandbox": {"pattern": "(a"}}""", ": $.sandbox.pattern: not a regular expression: ")]
    [TestCase("""{"sandbox": {"pattern": "a)|(b"}}""", ": $.sandbox.pattern: not a regular expression: ")]
    [TestCase("""{"sandbox": {"pattern": 5}}""", ": $.sandbox.pattern: must be a text, not a number")]
    [TestCase("""{"sandbox": {"pattern": "stg_[0-9]+"}}""", ": $.sandbox.pattern: \"stg_[0-9]+\" is not anchored: begin it with ^ and end it with $")]
    [TestCase("""{"sandbox": {"timeToLive": "24"}}""", ": $.sandbox.timeToLive: \"24\" is no duration of up to ten years; say a number and a unit: 90m, 24h, 7d")]
    [TestCase("""{"sandbox": {"timeToLive": "99999999d"}}""", ": $.sandbox.timeToLive: \"99999999d\" is no duration of up to ten years; say a number and a unit: 90m, 24h, 7d")]
    [TestCase("""{"sandbox": {"timeToLive": "0h"}}""", ": $.sandbox.timeToLive: \"0h\" is no duration")]
    [TestCase("""{"sandbox": {"timeToLive": 24}}""", ": $.sandbox.timeToLive: must be a text, not a number")]
    [TestCase("""{"protected": {"systemIdentifiers": [7573512345678901234]}}""", ": $.protected.systemIdentifiers[0]: must be a text, not a number")]
    [TestCase("""{"protected": {"systemIdentifiers": ["prod"]}}""", ": $.protected.systemIdentifiers[0]: \"prod\" is no system identifier")]
    [TestCase("""{"snapshot": {"scrub": [{"column": "a"}]}}""", ": $.snapshot.scrub[0].as: is missing")]
    [TestCase("""{"snapshot": {"scrub": [{"as": "A"}]}}""", ": $.snapshot.scrub[0]: it would replace every value: say column or pattern")]
    [TestCase("""{"snapshot": {"scrub": [{"as": "1", "column": "a"}]}}""", ": $.snapshot.scrub[0]: \"1\" is no token's name")]
    [TestCase("""{"snapshot": {"scrub": [{"as": "A", "pattern": "("}]}}""", ": $.snapshot.scrub[0]: Invalid pattern")]
    [TestCase("""{"allow": {"commands": []}}""", ": $.allow.commands: unknown key")]
    [TestCase("""{"allow": {"metaCommands": ["\\!", "!"]}}""", ": $.allow.metaCommands[1]: \"!\" is no meta-command that has to be allowed; those are \\!, \\c, \\cd, \\copy program, \\e, \\ef, \\ev, \\g |, \\getenv, \\i, \\lo_export, \\lo_import, \\lo_unlink, \\o |, \\password, \\prompt, \\s, \\setenv, \\w, `")]
    [TestCase("""{"allow": {"escapeHatches": ["dblnk"]}}""", ": $.allow.escapeHatches[0]: \"dblnk\" is neither an escape hatch nor a kind of them; those are backend, backup, dblink, file, http, language, ")]
    [TestCase("""{"$schema": 1}""", ": $.$schema: must be a text, not a number")]
    [TestCase("[]", ": $: must be an object, not a list")]
    [TestCase("", ":1:1: the policy is not valid JSON")]
    [TestCase("{\n  \"rehearse\": {,}\n}", ":2:16: the policy is not valid JSON")]
    public async Task A_wrong_policy_is_refused_with_file_and_place(string json, string message)
    {
        using var folder = new TempFolder();
        var path = await folder.WriteAsync("sandbox.json", json);

        var error = await Should.ThrowAsync<SandboxException>(() => Policy.LoadAsync(path, Cancel));

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldStartWith(path + message);
        error.Message.ShouldNotContain('\n');
    }

    [Test]
    public async Task A_missing_file_is_an_error_of_usage()
    {
        using var folder = new TempFolder();

        var error = await Should.ThrowAsync<SandboxException>(() => Policy.LoadAsync(folder["sandbox.json"], Cancel));

        error.ExitCode.ShouldBe(ExitCode.Usage);
    }

    [Test]
    public async Task The_nearest_policy_above_is_found()
    {
        using var folder = new TempFolder();
        await folder.WriteAsync("sandbox.json", """{"rehearse": {"allow": ["outer"]}}""");
        await folder.WriteAsync("a/sandbox.json", """{"rehearse": {"allow": ["inner"]}}""");
        Directory.CreateDirectory(folder["a/b/c"]);
        Directory.CreateDirectory(folder["d"]);

        (await Policy.FindAsync(folder["a/b/c"], Cancel)).RehearseAllow.ShouldBe(["inner"]);
        (await Policy.FindAsync(folder["d"], Cancel)).RehearseAllow.ShouldBe(["outer"]);
    }
}
