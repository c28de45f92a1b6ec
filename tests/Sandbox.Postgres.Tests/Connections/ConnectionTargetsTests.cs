using Sandbox.Postgres.Connections;

namespace Sandbox.Postgres.Tests.Connections;

[Parallelizable(ParallelScope.All)]
public sealed class ConnectionTargetsTests
{
    private static readonly Dictionary<string, string?> s_home = new(StringComparer.Ordinal) { ["HOME"] = "/nonexistent" };

    [TestCase("postgresql://u:p@h:5433/d", "u@h:5433/d", "p")]
    [TestCase("postgres://u@h/d", "u@h:5432/d", null)]
    [TestCase("postgresql://u@h", "u@h:5432/u", null)]
    [TestCase("postgresql://u%40x:p%3A%2F%40%25@h/d%20e", "u@x@h:5432/d e", "p:/@%")]
    [TestCase("postgresql://u:a:b@h/d", "u@h:5432/d", "a:b")]
    [TestCase("postgresql://u:a?b@h/d", "u@h:5432/d", "a?b")]
    [TestCase("postgresql://u:a+b@h/d", "u@h:5432/d", "a+b")]
    [TestCase("postgresql://u@[::1]:5433/d", "u@[::1]:5433/d", null)]
    [TestCase("postgresql://u@[2001:db8::1]/d", "u@[2001:db8::1]:5432/d", null)]
    [TestCase("postgresql://u@h1:1,h2:2/d", "u@h1:1,h2:2/d", null)]
    [TestCase("postgresql://u@h1,h2:2,[::1]/d", "u@h1:5432,h2:2,[::1]:5432/d", null)]
    [TestCase("postgresql://%2Frun%2Fpg/d?user=u", "u@/run/pg:5432/d", null)]
    [TestCase("postgresql:///d?host=/run/pg&port=5433&user=u", "u@/run/pg:5433/d", null)]
    [TestCase("postgresql://u@ignored/d?host=h", "u@h:5432/d", null)]
    [TestCase("postgresql://u@h/d?password=p%26q", "u@h:5432/d", "p&q")]
    [TestCase("postgresql://u@h1,h2/d?port=7", "u@h1:7,h2:7/d", null)]
    [TestCase("host=h port=5433 user=u dbname=d password=p", "u@h:5433/d", "p")]
    [TestCase("  host = h\tuser= u\n dbname =d  ", "u@h:5432/d", null)]
    [TestCase(@"host=h user=u dbname='a b\'c\\d' password=''", @"u@h:5432/a b'c\d", null)]
    [TestCase(@"host=h user=u dbname=a\ b password=p'q", "u@h:5432/a b", "p'q")]
    [TestCase("host=h1,h2 port=1,2 user=u dbname=d", "u@h1:1,h2:2/d", null)]
    [TestCase("host=h1,h2 port=,2 user=u dbname=d", "u@h1:5432,h2:2/d", null)]
    [TestCase("hostaddr=127.0.0.1 user=u dbname=d", "u@127.0.0.1:5432/d", null)]
    [TestCase("host=h hostaddr=127.0.0.1 user=u dbname=d", "u@h:5432/d", null)]
    [TestCase("host=h user=u client_encoding=UTF-8 gssencmode=prefer", "u@h:5432/u", null)]
    public void A_target_is_read_as_libpq_does(string text, string target, string? password)
    {
        var read = ConnectionTargets.Parse(text, s_home);

        read.ToString().ShouldBe(target);
        read.Password.ShouldBe(password);
        read.ToString().ShouldNotContain(password ?? "\0");
    }

    [TestCase("somewhere", "neither a URI")]
    [TestCase("", "neither a URI")]
    [TestCase("mysql://h/d", "neither a URI")]
    [TestCase("host=h sslmod=require", "\"sslmod\" is not supported")]
    [TestCase("postgresql://h/d?sslmod=require", "\"sslmod\" is not supported")]
    [TestCase("host=h options=-cstatement_timeout=1", "put SET into the script")]
    [TestCase("host=h replication=database", "runs no script")]
    [TestCase("host=h sslmode=maybe", "\"maybe\"")]
    [TestCase("host=h sslmode=Require", "\"Require\"")]
    [TestCase("host=h sslrootcert=system sslmode=require", "verify-full")]
    [TestCase("host=h channel_binding=yes", "\"yes\"")]
    [TestCase("host=h max_protocol_version=3.1", "3.0, 3.2 or latest")]
    [TestCase("host=h target_session_attrs=master", "\"master\"")]
    [TestCase("host=h connect_timeout=soon", "\"soon\"")]
    [TestCase("host=h client_encoding=LATIN1", "\"LATIN1\"")]
    [TestCase("host=h gssencmode=require", "GSSAPI")]
    [TestCase("host=h port=0", "1 to 65535")]
    [TestCase("host=h port=65536", "1 to 65535")]
    [TestCase("host=h port=x", "1 to 65535")]
    [TestCase("host=h1,h2 port=1,2,3", "3 ports and 2 hosts")]
    [TestCase("host=h1,h2 hostaddr=127.0.0.1", "2 host names and 1 addresses")]
    [TestCase("host=h password", "no \"=\"")]
    [TestCase("host=h secret words=x", "no \"=\"")]
    [TestCase("host=h password='open", "has no end")]
    [TestCase("postgresql://u@[::1/d", "brackets")]
    [TestCase("postgresql://u@[]/d", "brackets")]
    [TestCase("postgresql://u@[::1]5432/d", "brackets")]
    [TestCase("postgresql://u@h/d?sslmode", "key=value")]
    [TestCase("postgresql://u@h/d?sslmode=a=b", "key=value")]
    [TestCase("postgresql://u@h/%zz", "hexadecimal")]
    [TestCase("postgresql://u@h/a%2", "hexadecimal")]
    [TestCase("postgresql://u@h/a%00b", "NUL")]
    [TestCase("service=missing", "\"missing\" is not in")]
    public void What_cannot_be_read_is_a_usage_error_of_one_line(string text, string words)
    {
        var failure = Should.Throw<SandboxException>(() => ConnectionTargets.Parse(text, s_home));

        failure.ExitCode.ShouldBe(ExitCode.Usage);
        failure.Message.ShouldContain(words);
        failure.Message.ShouldNotContain("\n");
    }

    [Test]
    public void Every_setting_arrives()
    {
        var target = ConnectionTargets.Parse(
            "postgresql://h/d?user=u&sslmode=verify-ca&sslrootcert=/r.crt&channel_binding=require&max_protocol_version=latest&application_name=a&connect_timeout=7&target_session_attrs=read-write&sslcert=/c.crt&sslkey=/c.key",
            s_home);

        target.SslMode.ShouldBe(SslMode.VerifyCa);
        target.SslRootCertificate.ShouldBe("/r.crt");
        target.SslCertificate.ShouldBe("/c.crt");
        target.SslKey.ShouldBe("/c.key");
        target.ChannelBinding.ShouldBe(ChannelBinding.Require);
        target.MaxProtocolVersion.ShouldBe(new Version(3, 2));
        target.ApplicationName.ShouldBe("a");
        target.ConnectTimeout.ShouldBe(TimeSpan.FromSeconds(7));
        target.SessionAttributes.ShouldBe(TargetSessionAttributes.ReadWrite);
    }

    [TestCase("ssl=true", SslMode.Require)]
    [TestCase("sslrootcert=system", SslMode.VerifyFull)]
    [TestCase("sslmode=allow", SslMode.Allow)]
    [TestCase("application_name=x", SslMode.Prefer)]
    public void The_mode_of_tls_follows_libpq(string query, SslMode mode) =>
        ConnectionTargets.Parse($"postgresql://u@h/d?{query}", s_home).SslMode.ShouldBe(mode);

    [TestCase("0")]
    [TestCase("-1")]
    public void A_timeout_of_nothing_is_no_timeout(string seconds) =>
        ConnectionTargets.Parse($"host=h connect_timeout={seconds}", s_home).ConnectTimeout.ShouldBe(Timeout.InfiniteTimeSpan);

    [Test]
    public void Env_takes_the_place_and_the_manner_from_the_environment()
    {
        var target = ConnectionTargets.Parse("env", With(
            ("PGHOST", "h1,h2"), ("PGPORT", "1,2"), ("PGUSER", "u"), ("PGDATABASE", "d"), ("PGPASSWORD", "p"), ("PGSSLMODE", "require"),
            ("PGAPPNAME", "a"), ("PGCONNECT_TIMEOUT", "3"), ("PGTARGETSESSIONATTRS", "primary"), ("PGOPTIONS", "-c x=y")));

        target.ToString().ShouldBe("u@h1:1,h2:2/d");
        target.Password.ShouldBe("p");
        target.Fallbacks.ShouldHaveSingleItem().Password.ShouldBe("p");
        target.SslMode.ShouldBe(SslMode.Require);
        target.ApplicationName.ShouldBe("a");
        target.ConnectTimeout.ShouldBe(TimeSpan.FromSeconds(3));
        target.SessionAttributes.ShouldBe(TargetSessionAttributes.Primary);
    }

    [Test]
    public void Behind_a_named_target_the_environment_says_how_and_not_where()
    {
        var target = ConnectionTargets.Parse("postgresql://h", With(
            ("PGHOST", "production"), ("PGPORT", "1"), ("PGUSER", "u"), ("PGDATABASE", "production"), ("PGPASSWORD", "p"), ("PGSERVICE", "production")));

        target.ToString().ShouldBe("u@h:5432/u");
        target.Password.ShouldBe("p");
    }

    [Test]
    public void Without_a_user_it_is_the_system_s() =>
        ConnectionTargets.Parse("host=h", s_home).ToString().ShouldBe($"{Environment.UserName}@h:5432/{Environment.UserName}");

    [Test]
    public void Single_settings_make_a_target_too()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["host"] = "h", ["port"] = "7", ["user"] = "u", ["dbname"] = "d" };

        ConnectionTargets.FromSettings(settings, s_home).ToString().ShouldBe("u@h:7/d");
    }

    private static Dictionary<string, string?> With(params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string?>(s_home, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return environment;
    }

    [Test]
    public void A_connection_string_of_Npgsqls_is_read_as_a_target()
    {
        var target = ConnectionTargets.FromNpgsql("Host=db.test;Port=5433;Username=me;Password=a b;Database=shop;SSL Mode=VerifyFull;Pooling=false", new Dictionary<string, string?>(StringComparer.Ordinal));

        (target.Host, target.Port, target.User, target.Password, target.Database, target.SslMode).ShouldBe(("db.test", 5433, "me", "a b", "shop", SslMode.VerifyFull));
    }

    [Test]
    public void A_connection_string_that_Npgsql_cannot_read_is_refused_without_repeating_it()
    {
        var refusal = Should.Throw<SandboxException>(() => ConnectionTargets.FromNpgsql("Hots=db.test;Password=hunter2", new Dictionary<string, string?>(StringComparer.Ordinal)));

        refusal.ExitCode.ShouldBe(ExitCode.Usage);
        refusal.Message.ShouldNotContain("hunter2");
    }
}
