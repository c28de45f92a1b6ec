using Npgsql;
using NUnit.Framework;
using Sandbox.NUnit.CloneLife;

namespace Sandbox.NUnit;

/// <summary>The clone that the running test has to itself (<see cref="CloneOfAttribute"/>).</summary>
public sealed class Clone
{
    private readonly TestClone _clone;

    internal Clone(TestClone clone) => _clone = clone;

    /// <summary>The clone of the running test, in its <c>[SetUp]</c> and <c>[TearDown]</c> too.</summary>
    /// <exception cref="InvalidOperationException">The test has none.</exception>
    public static Clone Current => TestClones.Of(TestContext.CurrentContext.Test.ID)
        ?? throw new InvalidOperationException($"{TestContext.CurrentContext.Test.FullName} has no clone: put [CloneOf(\"fixture.sql\")] on it or on its class; [OneTimeSetUp] has none, for each test has its own");

    /// <summary>Whether the test is rolled back (<see cref="RolledBackAttribute"/>).</summary>
    public bool IsRolledBack => _clone.IsRolledBack;

    /// <summary>A connection string of Npgsql's. Where the test is rolled back it leads into its transaction, one connection at a time; connections are not pooled.</summary>
    public string ConnectionString => _clone.ConnectionString;

    /// <summary>Opens a connection, which is the caller's to dispose of.</summary>
    /// <param name="cancellationToken">Gives up; by default what interrupts the test.</param>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        var connection = new NpgsqlConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(Interruption(cancellationToken));
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the test has done so far, triggers' and cascades' work included.</summary>
    /// <param name="cancellationToken">Gives up; by default what interrupts the test.</param>
    /// <exception cref="InvalidOperationException">The test is not rolled back, and so not measured.</exception>
    /// <exception cref="SandboxException">The test's transaction has failed and was not rolled back yet.</exception>
    public Task<CloneEffects> EffectsAsync(CancellationToken cancellationToken = default) => _clone.EffectsAsync(Interruption(cancellationToken));

    /// <summary>What the clone's catalogue is now, as the test has made it.</summary>
    /// <param name="cancellationToken">Gives up; by default what interrupts the test.</param>
    public Task<Catalogue> CatalogueAsync(CancellationToken cancellationToken = default) => _clone.CatalogueAsync(Interruption(cancellationToken));

    /// <summary>A statement, and what should come of it. It runs beside the test's connections: where the test is rolled back, in its transaction.</summary>
    /// <param name="statement">One statement.</param>
    public CloneStatement Sql(string statement) => new(statement, token => _clone.RunAsync(statement, Interruption(token)), (other, token) => _clone.RunAsync(other, Interruption(token)));

    private static CancellationToken Interruption(CancellationToken given) => given.CanBeCanceled ? given : TestContext.CurrentContext.CancellationToken;
}
