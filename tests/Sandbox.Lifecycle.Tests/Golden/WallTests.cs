using Sandbox.Lifecycle.Golden;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;

namespace Sandbox.Lifecycle.Tests.Golden;

/// <summary>The walls between sandboxes and production. Each is tried with all others open, and holds alone.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(180_000)]
internal sealed class WallTests
{
    private const string NoRight = "42501";

    [Test]
    public async Task Ownership_the_applications_role_owns_nothing_in_production_and_can_drop_nothing_there()
    {
        await using var shop = await TestShop.OpenAsync();

        (await Should.ThrowAsync<ServerErrorException>(() => TestServer.RunAsAsync(shop.App, "postgres", $"DROP DATABASE {shop.Production}"))).Error.ShouldSatisfyAllConditions(
            static error => error.SqlState.ShouldBe(NoRight), static error => error.Text.ShouldStartWith("must be owner of database"));
        (await Should.ThrowAsync<ServerErrorException>(() => TestServer.RunAsAsync(shop.App, shop.Production, $"DROP OWNED BY {shop.Owner}"))).Error.SqlState.ShouldBe(NoRight);
        (await Should.ThrowAsync<ServerErrorException>(() => TestServer.RunAsAsync(shop.App, shop.Production, "DROP TABLE llx_invoice"))).Error.SqlState.ShouldBe(NoRight);

        // The very statement of a reset, in production.
        await TestServer.RunAsAsync(shop.App, shop.Production, $"DROP OWNED BY {shop.App} CASCADE");

        (await TestServer.AskAsync(shop.Production, "SELECT count(*) FROM llx_invoice")).ShouldBe("1000");
    }

    [Test]
    public async Task Ownership_a_role_that_owns_another_database_resets_nothing()
    {
        await using var shop = await TestShop.OpenAsync();
        await shop.CreateAsync();
        await TestServer.RunAsync("postgres", $"ALTER DATABASE {shop.Production} OWNER TO {shop.App}");

        (await RefusedAsync(shop)).ShouldContain($"owns other databases too: {shop.Production}");
    }

    [Test]
    public async Task Membership_who_connects_owns_nothing_and_is_only_a_member_of_the_role()
    {
        await using var shop = await TestShop.OpenAsync();
        await shop.CreateAsync();
        var login = shop.Name("login");
        await TestServer.RunAsync("postgres", $"CREATE ROLE {login} LOGIN NOINHERIT", $"GRANT {shop.App} TO {login}");

        (await shop.ResetAsync(login)).Role.ShouldBe(shop.App);

        (await TestServer.AskAsync(shop.Sandbox, "SELECT count(*) FROM pg_shdepend WHERE deptype = 'o' AND refobjid = $1::regrole", login)).ShouldBe("0");
        await TestServer.RunAsync("postgres", $"REVOKE {shop.App} FROM {login}");
        (await Should.ThrowAsync<SandboxException>(() => shop.ResetAsync(login))).ShouldSatisfyAllConditions(
            static error => error.ExitCode.ShouldBe(ExitCode.Refused), static error => error.Message.ShouldContain("no member of it"));
    }

    [TestCase("SUPERUSER", "is a superuser")]
    [TestCase("CREATEDB", "may create databases")]
    [TestCase("CREATEROLE", "may create roles")]
    public async Task Membership_a_role_with_more_power_than_it_needs_resets_nothing(string power, string message)
    {
        await using var shop = await TestShop.OpenAsync();
        await shop.CreateAsync();
        await TestServer.RunAsync("postgres", $"ALTER ROLE {shop.App} {power}");

        (await RefusedAsync(shop)).ShouldContain(message);
    }

    [TestCase("GRANT postgres TO {0}", "postgres, a role that it may become, is a superuser")]
    [TestCase("GRANT {1} TO {0}", "owns other databases too: {2}")]
    [TestCase("GRANT {1} TO {3}", "owns other databases too: {2}")]
    [TestCase("ALTER DATABASE {2} OWNER TO {0}", "owns other databases too: {2}")]
    public async Task Membership_what_one_may_become_counts(string statement, string message)
    {
        await using var shop = await TestShop.OpenAsync();
        await shop.CreateAsync();
        var login = shop.Name("login");
        await TestServer.RunAsync("postgres", $"CREATE ROLE {login} LOGIN", $"GRANT {shop.App} TO {login}", Filled(statement));

        var error = await Should.ThrowAsync<SandboxException>(() => shop.ResetAsync(login));

        error.ShouldSatisfyAllConditions(static error => error.ExitCode.ShouldBe(ExitCode.Refused), error => error.Message.ShouldContain(Filled(message)));

        string Filled(string text) => string.Format(System.Globalization.CultureInfo.InvariantCulture, text, login, shop.Owner, shop.Production, shop.App);
    }

    [TestCase("INSERT INTO llx_customer (name) VALUES ('x')")]
    [TestCase("DELETE FROM llx_customer")]
    [TestCase("TRUNCATE llx_invoice")]
    [TestCase("DROP TABLE llx_invoice")]
    [TestCase("CREATE TABLE x (i int)")]
    [TestCase("SELECT nextval('llx_customer_rowid_seq')")]
    public async Task Dump_the_role_that_captures_can_change_nothing_in_production(string statement)
    {
        await using var shop = await TestShop.OpenAsync();

        (await Should.ThrowAsync<ServerErrorException>(() => TestServer.RunAsAsync(shop.Reader, shop.Production, statement))).Error.SqlState.ShouldBe(NoRight);

        (await shop.CaptureAsync()).Manifest.Tables.Count.ShouldBe(2);
    }

    [Test]
    public async Task Host_a_protected_host_is_not_even_connected_to()
    {
        await using var shop = await TestShop.OpenAsync();
        await shop.CreateAsync();
        shop.Lane.Policy = shop.Lane.Policy with { ProtectedHosts = ["production.example"] };
        var production = new ConnectionTarget { Host = "production.example", Port = 1, Database = "postgres", User = shop.App };

        foreach (var server in new[] { production, TestServer.Target() with { Fallbacks = [production] }, TestServer.Target() with { Host = "elsewhere", HostAddress = "production.example" } })
        {
            (await Should.ThrowAsync<SandboxException>(() => shop.ResetAsync(server: server))).ShouldSatisfyAllConditions(
                static error => error.ExitCode.ShouldBe(ExitCode.Refused), static error => error.Message.ShouldContain("nothing was connected to"));
        }
    }

    [Test]
    public void Credentials_a_program_sees_those_of_its_sandbox_alone()
    {
        var environment = new Dictionary<string, string?>
        {
            ["PGPASSWORD"] = "of production", ["PGSERVICE"] = "production", ["PGPASSFILE"] = "/home/production/.pgpass", ["PGHOSTADDR"] = "192.0.2.1", ["PGSSLKEY"] = "production.key", ["PGOPTIONS"] = "-c role=owner", ["PATH"] = "/usr/bin",
        };

        LibpqEnvironment.Lead(environment, new ConnectionTarget { Host = "sandbox.example", Database = "c1_staging_20260602_0912", User = "app", Password = "of the sandbox" });

        environment["PGHOST"].ShouldBe("sandbox.example");
        environment["PGDATABASE"].ShouldBe("c1_staging_20260602_0912");
        environment["PGPASSWORD"].ShouldBe("of the sandbox");
        environment["PATH"].ShouldBe("/usr/bin");
        environment.Keys.ShouldNotContain("PGSERVICE");
        environment.Keys.ShouldNotContain("PGHOSTADDR");
        environment.Keys.ShouldNotContain("PGSSLKEY");
        environment.Keys.ShouldNotContain("PGOPTIONS");
        File.Exists(environment["PGPASSFILE"]).ShouldBeFalse("no other password is looked up");
        environment.Values.ShouldNotContain(static value => value!.Contains("production", StringComparison.Ordinal));
    }

    [Test]
    public async Task Deny_list_productions_name_is_no_sandboxs_whatever_the_pattern_admits()
    {
        await using var shop = await TestShop.OpenAsync();
        var policy = shop.Lane.Policy with { SandboxPattern = "^.*$", SandboxDeny = [shop.Production] };

        Should.Throw<SandboxException>(() => SandboxName.Admit(shop.Production, policy)).ExitCode.ShouldBe(ExitCode.Refused);
    }

    [Test]
    public async Task Identity_a_protected_cluster_is_refused_by_what_it_says_itself()
    {
        await using var shop = await TestShop.OpenAsync();
        await shop.CreateAsync();
        var identifier = (await TestServer.AskAsync("postgres", "SELECT system_identifier FROM pg_control_system()"))!;
        shop.Lane.Policy = shop.Lane.Policy with { ProtectedSystemIdentifiers = [identifier] };

        (await RefusedAsync(shop)).ShouldContain("is protected");
    }

    [Test]
    public async Task Role_without_a_role_in_the_policy_nobody_resets_and_superusers_never_do()
    {
        await using var shop = await TestShop.OpenAsync();
        await shop.CreateAsync();

        (await Should.ThrowAsync<SandboxException>(() => shop.ResetAsync(TestServer.Target().User))).Message.ShouldContain("is a superuser");
        shop.Lane.Policy = shop.Lane.Policy with { SandboxResetRole = null };
        (await RefusedAsync(shop)).ShouldContain("resetRole");
    }

    /// <summary>Tries a reset; it is refused and changes nothing.</summary>
    private static async Task<string> RefusedAsync(TestShop shop)
    {
        var before = await TestServer.AskAsync(shop.Sandbox, "SELECT string_agg(oid || ' ' || relname, ', ' ORDER BY oid) FROM pg_class WHERE oid >= 16384");
        var error = await Should.ThrowAsync<SandboxException>(() => shop.ResetAsync());

        error.ExitCode.ShouldBe(ExitCode.Refused, error.Message);
        (await TestServer.AskAsync(shop.Sandbox, "SELECT string_agg(oid || ' ' || relname, ', ' ORDER BY oid) FROM pg_class WHERE oid >= 16384")).ShouldBe(before);
        return error.Message;
    }
}
