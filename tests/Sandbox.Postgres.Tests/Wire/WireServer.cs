using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

/// <summary>The server of these tests, PostgreSQL 15. Started before the first test of the namespace, gone after the last.</summary>
[SetUpFixture]
public sealed class WireServer
{
    public const string Database = OpenServer.Database;
    public const string Password = OpenServer.Password;

    private const string Binaries = "/usr/lib/postgresql/15/bin";

    private static OpenServer? s_server;

    /// <inheritdoc cref="OpenServer.SocketFolder"/>
    public static string SocketFolder => Server.SocketFolder;

    /// <inheritdoc cref="OpenServer.RootCertificate"/>
    public static string RootCertificate => Server.RootCertificate;

    /// <inheritdoc cref="OpenServer.OtherRootCertificate"/>
    public static string OtherRootCertificate => Server.OtherRootCertificate;

    /// <inheritdoc cref="OpenServer.OfClient"/>
    public static (string Certificate, string Key) OfClient => Server.OfClient;

    /// <inheritdoc cref="OpenServer.Local"/>
    public static ConnectionTarget Local => Server.Local;

    private static OpenServer Server => s_server ?? throw new InvalidOperationException("the server of these tests has not started");

    /// <inheritdoc cref="OpenServer.Tcp"/>
    public static ConnectionTarget Tcp(string user) => Server.Tcp(user);

    public static Task<WireSession> OpenAsync() => Server.OpenAsync();

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (!Directory.Exists(Binaries))
        {
            throw new InvalidOperationException($"These tests start PostgreSQL 15 from {Binaries}, which is missing: install the package postgresql-15.");
        }

        s_server = await OpenServer.StartAsync(Binaries);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (s_server is not null)
        {
            await s_server.DisposeAsync();
        }
    }
}
