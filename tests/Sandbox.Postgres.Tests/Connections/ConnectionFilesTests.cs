using Sandbox.Postgres.Connections;

namespace Sandbox.Postgres.Tests.Connections;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
public sealed class ConnectionFilesTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("sandbox-home-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [TestCase("h:5432:d:u:p", "p")]
    [TestCase("*:*:*:*:p", "p")]
    [TestCase("# h:5432:d:u:no\n\nother:5432:d:u:no\nh:*:d:u:first\nh:5432:d:u:second", "first")]
    [TestCase(@"h:5432:d:u:a\:b\\c", @"a:b\c")]
    [TestCase("h:5432:d:u:a:b", "a")]
    [TestCase("h:5432:d:other:p", null)]
    [TestCase("h:5433:d:u:p", null)]
    [TestCase(@"\*:5432:d:u:p", null)]
    [TestCase("h:5432:d:u", null)]
    public async Task The_password_file_is_read_by_its_rules(string lines, string? password)
    {
        await WriteAsync(".pgpass", lines);

        Parse("postgresql://u@h/d").Password.ShouldBe(password);
    }

    [Test]
    public async Task The_default_socket_folder_is_localhost_in_the_password_file()
    {
        await WriteAsync(".pgpass", "localhost:*:*:*:p");

        Parse("postgresql:///d?host=/var/run/postgresql&user=u").Password.ShouldBe("p");
        Parse("postgresql:///d?host=/elsewhere&user=u").Password.ShouldBeNull();
    }

    [Test]
    public async Task Each_host_of_a_list_has_its_own_password()
    {
        await WriteAsync(".pgpass", "h1:*:*:*:p1\nh2:*:*:*:p2");

        var target = Parse("postgresql://u@h1,h2/d");

        target.Password.ShouldBe("p1");
        target.Fallbacks.ShouldHaveSingleItem().Password.ShouldBe("p2");
    }

    [Test]
    public async Task A_password_in_the_target_goes_before_the_file()
    {
        await WriteAsync(".pgpass", "*:*:*:*:file");

        Parse("postgresql://u:given@h/d").Password.ShouldBe("given");
    }

    [Test]
    public async Task Another_password_file_can_be_named()
    {
        await WriteAsync("other", "*:*:*:*:p");

        Parse($"host=h user=u passfile='{_home}/other'").Password.ShouldBe("p");
        Parse("host=h user=u", ("PGPASSFILE", $"{_home}/other")).Password.ShouldBe("p");
    }

    [Test]
    public async Task A_password_file_open_to_others_is_an_error_where_it_would_be_used()
    {
        await WriteAsync(".pgpass", "h:*:*:*:p");
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Windows has no permission bits.");
            return;
        }

        File.SetUnixFileMode($"{_home}/.pgpass", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var failure = Should.Throw<SandboxException>(() => Parse("postgresql://u@h/d"));

        failure.ExitCode.ShouldBe(ExitCode.Usage);
        failure.Message.ShouldContain("chmod 0600");
        Parse("postgresql://u@elsewhere/d").Password.ShouldBeNull();
    }

    [Test]
    public async Task A_service_fills_what_the_target_leaves_open()
    {
        await WriteAsync(".pg_service.conf", """
            # comment
            [other]
            host=other

            [clone]
            host = h
            port=7
            user=u
            dbname=d
            [behind]
            host=behind
            """);

        Parse("service=clone").ToString().ShouldBe("u@h:7/d");
        Parse("service=clone dbname=e port=8").ToString().ShouldBe("u@h:8/e");
        Parse("postgresql:///?service=other&user=u").ToString().ShouldBe("u@other:5432/u");
        Parse("env", ("PGSERVICE", "clone"), ("PGUSER", "not taken: the service says it")).ToString().ShouldBe("u@h:7/d");
    }

    [TestCase("[s]\nhost h", ":2: ")]
    [TestCase("[s]\n\nhots=h", "\"hots\" is not supported")]
    [TestCase("[s]\nservice=t", "cannot name another service")]
    [TestCase("[t]\nhost=h", "\"s\" is not in")]
    public async Task A_service_that_cannot_be_read_is_an_error_with_its_line(string lines, string words)
    {
        await WriteAsync(".pg_service.conf", lines);

        var failure = Should.Throw<SandboxException>(() => Parse("service=s"));

        failure.ExitCode.ShouldBe(ExitCode.Usage);
        failure.Message.ShouldContain(words);
    }

    [Test]
    public async Task Certificates_of_the_user_are_found()
    {
        Directory.CreateDirectory($"{_home}/.postgresql");
        await WriteAsync(".postgresql/root.crt", "");
        await WriteAsync(".postgresql/postgresql.crt", "");
        await WriteAsync(".postgresql/postgresql.key", "");

        Parse("host=h").SslCertificate.ShouldBe($"{_home}/.postgresql/postgresql.crt");
        Parse("host=h").SslKey.ShouldBe($"{_home}/.postgresql/postgresql.key");

        Parse("host=h").SslRootCertificate.ShouldBe($"{_home}/.postgresql/root.crt");
        Parse("host=h sslrootcert=system").SslRootCertificate.ShouldBeNull();
    }

    private ConnectionTarget Parse(string text, params (string Name, string Value)[] variables)
    {
        var environment = variables.ToDictionary(static variable => variable.Name, static variable => (string?)variable.Value, StringComparer.Ordinal);
        environment["HOME"] = _home;
        return ConnectionTargets.Parse(text, environment);
    }

    private async Task WriteAsync(string name, string text)
    {
        var file = Path.Combine(_home, name);
        await File.WriteAllTextAsync(file, text, TestContext.CurrentContext.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
