using Sandbox.Postgres.Connections;

namespace Sandbox.Postgres.Tests.Connections;

[Parallelizable(ParallelScope.All)]
public sealed class ReconnectionTests
{
    private static readonly Dictionary<string, string?> s_environment = new(StringComparer.Ordinal) { ["HOME"] = "/nowhere", ["PGPASSWORD"] = "of the environment", ["PGUSER"] = "e" };

    private static readonly ConnectionTarget s_current = new()
    {
        Host = "h", HostAddress = "10.0.0.1", Port = 5433, Database = "d", User = "u", Password = "secret", SslMode = SslMode.VerifyFull, ApplicationName = "a",
    };

    [Test]
    public void What_is_not_named_stays_with_its_password() => new Reconnection().From(s_current, s_environment).ShouldBe(s_current);

    [Test]
    public void Another_database_is_for_the_same_password() =>
        new Reconnection { Database = "other" }.From(s_current, s_environment).ShouldBe(s_current with { Database = "other" });

    [Test]
    public void Another_role_has_a_password_of_its_own() =>
        new Reconnection { User = "v" }.From(s_current, s_environment).ShouldBe(s_current with { User = "v", Password = "of the environment" });

    [Test]
    public void Another_host_has_an_address_and_a_password_of_its_own() =>
        new Reconnection { Host = "g", Port = "1" }.From(s_current, s_environment).ShouldBe(s_current with { Host = "g", HostAddress = null, Port = 1, Password = "of the environment" });

    [TestCase("dbname=other user=u", "secret")]
    [TestCase("dbname=other user=u password=given", "given")]
    [TestCase("postgresql:///other", "secret")]
    public void A_connection_string_says_what_changes_where_the_rest_is_reused(string text, string password) =>
        new Reconnection { ConnectionString = text, ReusesPrevious = true }.From(s_current, s_environment).ShouldBe(s_current with { Database = "other", Password = password });

    [Test]
    public void What_is_about_no_place_is_taken_over_with_the_password() =>
        new Reconnection { ConnectionString = "application_name=b sslmode=require", ReusesPrevious = true }.From(s_current, s_environment)
            .ShouldBe(s_current with { ApplicationName = "b", SslMode = SslMode.Require });

    [Test]
    public void The_systems_roots_take_the_place_of_a_file() =>
        new Reconnection { ConnectionString = "sslrootcert=system", ReusesPrevious = true }.From(s_current with { SslRootCertificate = "ca.pem" }, s_environment).SslRootCertificate.ShouldBeNull();

    [Test]
    public void A_connection_string_alone_forgets_what_was()
    {
        var target = new Reconnection { ConnectionString = "host=g dbname=other" }.From(s_current, s_environment);

        target.ShouldSatisfyAllConditions(
            () => target.Host.ShouldBe("g"), () => target.Port.ShouldBe(5432), () => target.Database.ShouldBe("other"), () => target.User.ShouldBe("e"),
            () => target.SslMode.ShouldBe(SslMode.Prefer), () => target.ApplicationName.ShouldBe("a"));
    }

    [Test]
    public void So_do_words_where_nothing_is_reused() =>
        new Reconnection { Database = "other", Host = "g", ReusesPrevious = false }.From(s_current, s_environment).ShouldSatisfyAllConditions(
            static target => target.User.ShouldBe("e"), static target => target.Port.ShouldBe(5432), static target => target.HostAddress.ShouldBeNull());

    [TestCase("channel_binding=disable")]
    [TestCase("sslmode=perhaps")]
    [TestCase("service=s")]
    [TestCase("nonsense=1")]
    [TestCase("dbname='open")]
    public void What_cannot_be_reused_is_refused(string text) =>
        Should.Throw<SandboxException>(() => new Reconnection { ConnectionString = text, ReusesPrevious = true }.From(s_current, s_environment)).ExitCode.ShouldBe(ExitCode.Usage);

    [TestCase("0")]
    [TestCase("x")]
    public void A_port_is_a_port(string port) =>
        Should.Throw<SandboxException>(() => new Reconnection { Port = port }.From(s_current, s_environment)).ExitCode.ShouldBe(ExitCode.Usage);

    [TestCase("orders", false)]
    [TestCase("a=b", true)]
    [TestCase("postgres://h/d", true)]
    [TestCase("postgresql://", true)]
    public void A_connection_string_is_told_from_a_name(string text, bool isOne) => ConnectionTargets.IsConnectionString(text).ShouldBe(isOne);
}
