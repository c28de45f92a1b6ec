using System.Data;
using Npgsql;
using Sandbox.NUnit.Catalogues;
using Sandbox.NUnit.Servers;
using Sandbox.Postgres;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal;
using Sandbox.Rehearsal.Bodies;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.NUnit.CloneLife;

/// <summary>A clone in the hands of one test.</summary>
internal sealed class TestClone
{
    private readonly Stage _stage;
    private readonly BodyRehearsal? _rehearsal;
    private readonly ConnectionTarget _target;

    private TestClone(Stage stage, ConnectionTarget target, BodyRehearsal? rehearsal)
    {
        _stage = stage;
        _target = target;
        _rehearsal = rehearsal;
        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = rehearsal?.Host ?? target.Host,
            Port = rehearsal is null ? target.Port : BodyRehearsal.Port,
            Username = target.User,
            Password = rehearsal is null ? target.Password : null,
            Database = target.Database,
            Pooling = false,
        }.ConnectionString;
    }

    /// <summary>Whether the test is rolled back.</summary>
    public bool IsRolledBack => _rehearsal is not null;

    /// <summary>Where the test's connections go.</summary>
    public string ConnectionString { get; }

    /// <summary>Takes one.</summary>
    /// <param name="stage">The assembly's server.</param>
    /// <param name="test">The test's name.</param>
    /// <param name="fixture">The script that builds it; null for an empty one.</param>
    /// <param name="folder">The project's folder.</param>
    /// <param name="rolledBack">How it is rolled back; null where it is not.</param>
    public static async Task<TestClone> TakeAsync(Stage stage, string test, string? fixture, string folder, RolledBackAttribute? rolledBack)
    {
        var database = stage.Policy.FirstAdmittedName();
        if (rolledBack is null)
        {
            return new TestClone(stage, await stage.Clones.TakeAsync(database, fixture, CancellationToken.None), rehearsal: null);
        }

        var request = new RehearsalRequest { Paths = [], Policy = stage.Policy, WorkingFolder = folder };
        var rehearsal = await BodyRehearsal.BeginAsync(test, request, stage.Clones, fixture, Words(rolledBack.Isolation), CancellationToken.None);
        return new TestClone(stage, stage.Server.Target(database), rehearsal);
    }

    /// <summary>What was done so far.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CloneEffects> EffectsAsync(CancellationToken cancellationToken)
    {
        if (_rehearsal is null)
        {
            throw new InvalidOperationException("effects are measured in a test that is rolled back: put [RolledBack] on it or on its class");
        }

        var effects = await _rehearsal.EffectsAsync(cancellationToken);
        return new CloneEffects(effects.Summary, effects.Tables);
    }

    /// <summary>Runs one statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    public async Task<Reply> RunAsync(string statement, CancellationToken cancellationToken)
    {
        if (_rehearsal is not null)
        {
            return await _rehearsal.RunAsync(statement, cancellationToken);
        }

        await using var session = await WireSession.OpenAsync(_target, cancellationToken);
        return await session.ExecuteAsync(statement, [], cancellationToken);
    }

    /// <summary>Reads the catalogue.</summary>
    /// <param name="cancellationToken">Interrupts.</param>
    public async Task<Catalogue> CatalogueAsync(CancellationToken cancellationToken)
    {
        if (_rehearsal is not null)
        {
            return new Catalogue(new CatalogueFacts((await _rehearsal.AskAsync(CatalogueQuestion.Text, cancellationToken)).Rows));
        }

        await using var session = await WireSession.OpenAsync(_target, cancellationToken);
        await session.QueryAsync("SELECT pg_catalog.set_config('search_path', 'pg_catalog, public', false)", cancellationToken);
        return new Catalogue(new CatalogueFacts((await session.QueryAsync(CatalogueQuestion.Text, cancellationToken)).Rows));
    }

    /// <summary>Gives it back, or drops it.</summary>
    /// <returns>The report of what was rolled back; null where nothing was.</returns>
    public async Task<Report?> EndAsync()
    {
        if (_rehearsal is not null)
        {
            await using (_rehearsal)
            {
                return await _rehearsal.EndAsync();
            }
        }

        await _stage.Clones.DropAsync(_target, CancellationToken.None);
        return null;
    }

    private static string Words(IsolationLevel isolation) => isolation switch
    {
        IsolationLevel.ReadCommitted or IsolationLevel.ReadUncommitted or IsolationLevel.Unspecified => "read committed",
        IsolationLevel.RepeatableRead or IsolationLevel.Snapshot => "repeatable read",
        IsolationLevel.Serializable => "serializable",
        _ => throw new SandboxException(ExitCode.Usage, $"[RolledBack(Isolation = {isolation})]: PostgreSQL has no such level; take ReadCommitted, RepeatableRead or Serializable"),
    };
}
