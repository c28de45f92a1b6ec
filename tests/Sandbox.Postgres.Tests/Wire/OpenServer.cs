using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

/// <summary>
/// A PostgreSQL server of the tests' own: a Unix socket and loopback TCP, TLS with a certificate of its own authority, and a role
/// for each way to authenticate.
/// </summary>
internal sealed class OpenServer : IAsyncDisposable
{
    public const string Database = "wire";
    public const string Password = "pä55 word'\\";

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

    private readonly string _binaries;
    private readonly string _folder = Directory.CreateTempSubdirectory("sandbox-wire-").FullName;
    private readonly int _port = FreePort();

    private OpenServer(string binaries) => _binaries = binaries;

    /// <summary>The folder of the server's Unix socket.</summary>
    public string SocketFolder => _folder;

    /// <summary>The certificate of the authority that signed the server's.</summary>
    public string RootCertificate => Path.Combine(_folder, "root.crt");

    /// <summary>The certificate of an authority that signed nothing.</summary>
    public string OtherRootCertificate => Path.Combine(_folder, "other.crt");

    /// <summary>The certificate of the role <c>certified</c>, and its key.</summary>
    public (string Certificate, string Key) OfClient => (Path.Combine(_folder, "client.crt"), Path.Combine(_folder, "client.key"));

    private string Data => Path.Combine(_folder, "data");

    /// <summary>A target on the Unix socket, without a password.</summary>
    public ConnectionTarget Local => new() { Host = _folder, Port = _port, Database = Database, User = "trusting" };

    /// <summary>A target over TCP.</summary>
    public ConnectionTarget Tcp(string user) => new() { Host = "localhost", HostAddress = "127.0.0.1", Port = _port, Database = Database, User = user };

    /// <summary>Starts a server.</summary>
    /// <param name="binaries">The folder of its programs.</param>
    /// <param name="isStandby">Whether it then turns into a standby: one that waits for a primary that never comes, and answers queries.</param>
    public static async Task<OpenServer> StartAsync(string binaries, bool isStandby = false)
    {
        var server = new OpenServer(binaries);
        try
        {
            await server.StartAsync();
            if (isStandby)
            {
                await server.StopAsync("fast");
                await File.WriteAllTextAsync(Path.Combine(server.Data, "standby.signal"), "");
                await server.RunAsync("pg_ctl", "-D", server.Data, "-w", "-s", "-l", Path.Combine(server.Data, "log"), "start");
            }

            return server;
        }
        catch
        {
            Directory.Delete(server._folder, recursive: true);
            throw;
        }
    }

    public Task<WireSession> OpenAsync() => WireSession.OpenAsync(Local, TestContext.CurrentContext.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync("immediate");
        }
        finally
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private Task StopAsync(string mode) => RunAsync("pg_ctl", "-D", Data, "-w", "-s", "-m", mode, "stop");

    private async Task StartAsync()
    {
        Directory.CreateDirectory(Data);
        await GiveToServerAsync();
        await RunAsync("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        WriteCertificates();
        await File.WriteAllTextAsync(Path.Combine(Data, "pg_hba.conf"), HostBasedAuthentication);
        await File.AppendAllTextAsync(Path.Combine(Data, "postgresql.conf"), $"""

            listen_addresses = '127.0.0.1'
            port = {_port}
            unix_socket_directories = '{_folder}'
            ssl = on
            ssl_ca_file = '{RootCertificate}'
            fsync = off
            autovacuum = off
            max_prepared_transactions = 2
            """);
        await GiveToServerAsync();
        await RunAsync("pg_ctl", "-D", Data, "-w", "-s", "-l", Path.Combine(Data, "log"), "start");
        await CreateRolesAsync();
    }

    private async Task CreateRolesAsync()
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

    private void WriteCertificates()
    {
        using var root = Authority("sandbox-wire test authority");
        using var other = Authority("sandbox-wire other authority");
        File.WriteAllText(RootCertificate, root.ExportCertificatePem());
        File.WriteAllText(OtherRootCertificate, other.ExportCertificatePem());

        WriteCertificate(root, "localhost", Path.Combine(Data, "server.crt"), Path.Combine(Data, "server.key"));
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

    private Task GiveToServerAsync() => Environment.IsPrivilegedProcess ? StartAndWaitAsync("chown", "-R", "postgres", _folder) : Task.CompletedTask;

    // PostgreSQL refuses to run as root.
    private Task RunAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? StartAndWaitAsync("runuser", ["-u", "postgres", "--", Path.Combine(_binaries, program), .. arguments])
        : StartAndWaitAsync(Path.Combine(_binaries, program), arguments);

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
