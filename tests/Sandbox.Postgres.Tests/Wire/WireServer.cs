using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

/// <summary>
/// The PostgreSQL server of these tests: a Unix socket and loopback TCP, TLS with a certificate of its own authority, and a role
/// for each way to authenticate. Started before the first test of the namespace, gone after the last.
/// </summary>
[SetUpFixture]
public sealed class WireServer
{
    public const string Database = "wire";
    public const string Password = "pä55 word'\\";

    private const string Binaries = "/usr/lib/postgresql/15/bin";

    private const string HostBasedAuthentication = """
        local   all  trusting,postgres              trust
        local   all  all                            scram-sha-256
        hostssl all  only_tls       127.0.0.1/32    trust
        hostssl all  certified      127.0.0.1/32    cert
        hostnossl all only_clear    127.0.0.1/32    trust
        host    all  trusting       127.0.0.1/32    trust
        host    all  clear_password 127.0.0.1/32    password
        host    all  md5_password   127.0.0.1/32    md5
        host    all  scram_password 127.0.0.1/32    scram-sha-256
        """;

    private static string s_folder = "";
    private static int s_port;

    /// <summary>The folder of the server's Unix socket.</summary>
    public static string SocketFolder => s_folder;

    /// <summary>The certificate of the authority that signed the server's.</summary>
    public static string RootCertificate => Path.Combine(s_folder, "root.crt");

    /// <summary>The certificate of an authority that signed nothing.</summary>
    public static string OtherRootCertificate => Path.Combine(s_folder, "other.crt");

    /// <summary>The certificate of the role <c>certified</c>, and its key.</summary>
    public static (string Certificate, string Key) OfClient => (Path.Combine(s_folder, "client.crt"), Path.Combine(s_folder, "client.key"));

    /// <summary>A target on the Unix socket, without a password.</summary>
    public static ConnectionTarget Local => new() { Host = s_folder, Port = s_port, Database = Database, User = "trusting" };

    /// <summary>A target over TCP.</summary>
    public static ConnectionTarget Tcp(string user) => new() { Host = "localhost", HostAddress = "127.0.0.1", Port = s_port, Database = Database, User = user };

    public static Task<WireSession> OpenAsync() => WireSession.OpenAsync(Local, TestContext.CurrentContext.CancellationToken);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (!Directory.Exists(Binaries))
        {
            throw new InvalidOperationException($"These tests start PostgreSQL 15 from {Binaries}, which is missing: install the package postgresql-15.");
        }

        s_folder = Directory.CreateTempSubdirectory("sandbox-wire-").FullName;
        s_port = FreePort();
        var data = Path.Combine(s_folder, "data");
        Directory.CreateDirectory(data);
        await GiveToServerAsync();
        await RunAsync("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        WriteCertificates(data);
        await File.WriteAllTextAsync(Path.Combine(data, "pg_hba.conf"), HostBasedAuthentication);
        await File.AppendAllTextAsync(Path.Combine(data, "postgresql.conf"), $"""

            listen_addresses = '127.0.0.1'
            port = {s_port}
            unix_socket_directories = '{s_folder}'
            ssl = on
            ssl_ca_file = '{RootCertificate}'
            fsync = off
            autovacuum = off
            max_prepared_transactions = 2
            """);
        await GiveToServerAsync();
        await RunAsync("pg_ctl", "-D", data, "-w", "-s", "-l", Path.Combine(data, "log"), "start");
        await CreateRolesAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (s_folder.Length == 0)
        {
            return;
        }

        try
        {
            await RunAsync("pg_ctl", "-D", Path.Combine(s_folder, "data"), "-w", "-s", "-m", "immediate", "stop");
        }
        finally
        {
            Directory.Delete(s_folder, recursive: true);
        }
    }

    private static async Task CreateRolesAsync()
    {
        var target = Local with { User = "postgres", Database = "postgres" };
        await using var session = await WireSession.OpenAsync(target, CancellationToken.None);
        string[] statements =
        [
            "CREATE ROLE trusting LOGIN SUPERUSER", "CREATE ROLE only_tls LOGIN", "CREATE ROLE certified LOGIN", "CREATE ROLE only_clear LOGIN",
            "SET password_encryption = 'md5'", $"CREATE ROLE md5_password LOGIN PASSWORD {Literal(Password)}",
            "SET password_encryption = 'scram-sha-256'",
            $"CREATE ROLE scram_password LOGIN PASSWORD {Literal(Password)}", $"CREATE ROLE clear_password LOGIN PASSWORD {Literal(Password)}",
            $"CREATE DATABASE {Database}",
        ];
        foreach (var statement in statements)
        {
            await session.QueryAsync(statement, CancellationToken.None);
        }
    }

    private static string Literal(string value) => $"E'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void WriteCertificates(string data)
    {
        using var root = Authority("sandbox-wire test authority");
        using var other = Authority("sandbox-wire other authority");
        File.WriteAllText(RootCertificate, root.ExportCertificatePem());
        File.WriteAllText(OtherRootCertificate, other.ExportCertificatePem());

        WriteCertificate(root, "localhost", Path.Combine(data, "server.crt"), Path.Combine(data, "server.key"));
        WriteCertificate(root, "certified", OfClient.Certificate, OfClient.Key);
    }

    private static void WriteCertificate(X509Certificate2 root, string name, string certificateFile, string keyFile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(root, root.NotBefore, root.NotAfter, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static X509Certificate2 Authority(string name)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static Task GiveToServerAsync() => Environment.IsPrivilegedProcess ? StartAndWaitAsync("chown", "-R", "postgres", s_folder) : Task.CompletedTask;

    // PostgreSQL refuses to run as root.
    private static Task RunAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? StartAndWaitAsync("runuser", ["-u", "postgres", "--", Path.Combine(Binaries, program), .. arguments])
        : StartAndWaitAsync(Path.Combine(Binaries, program), arguments);

    private static async Task StartAndWaitAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} exits with {process.ExitCode}: {await output} {await errors}");
        }
    }
}
