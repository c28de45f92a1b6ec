using Npgsql;

namespace Sandbox.NUnit.Samples;

/// <summary>Tests that are rolled back, most of which do what must not pass, and swallow what they are told.</summary>
[CloneOf("bodies/items.sql"), RolledBack]
public sealed class Bodies
{
    private static readonly List<NpgsqlConnection> Kept = [];

    [OneTimeTearDown]
    public async Task Close()
    {
        foreach (var connection in Kept)
        {
            await connection.DisposeAsync();
        }
    }

    [Test]
    public async Task Passes() => await RunAsync("DELETE FROM items");

    [Test]
    public async Task Commits_among_other_statements()
    {
        await using var connection = await Clone.Current.OpenAsync();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("DELETE FROM items"), new("COMMIT"), new("INSERT INTO items VALUES (99)") } };
        await SwallowAsync(() => batch.ExecuteNonQueryAsync());
    }

    [Test]
    public Task Creates_a_database() => SwallowAsync(static () => RunAsync("CREATE DATABASE left_behind"));

    [Test]
    public Task Makes_a_slot_behind_our_back() => RunAsync("DO $$ BEGIN EXECUTE 'SELECT pg_create_physical_' || 'replication_slot(''left_behind'')'; END $$");

    [Test]
    public async Task Commits_on_a_connection_of_its_own()
    {
        await using var other = new NpgsqlConnection(await AroundAsync());
        await other.OpenAsync();
        await using var command = new NpgsqlCommand("INSERT INTO items VALUES (98)", other);
        await command.ExecuteNonQueryAsync();
    }

    [Test]
    public async Task Commits_on_a_connection_of_its_own_that_stays_open()
    {
        Kept.Add(new NpgsqlConnection(await AroundAsync()));
        await Kept[^1].OpenAsync();
        await using var command = new NpgsqlCommand("INSERT INTO items VALUES (97)", Kept[^1]);
        await command.ExecuteNonQueryAsync();
    }

    [Test]
    public async Task Writes_on_a_connection_of_its_own_and_does_not_say_when_it_commits()
    {
        Kept.Add(new NpgsqlConnection(await AroundAsync()));
        await Kept[^1].OpenAsync();
        await using var command = new NpgsqlCommand("BEGIN; INSERT INTO items VALUES (96)", Kept[^1]);
        await command.ExecuteNonQueryAsync();
    }

    [Test]
    public async Task Only_reads_on_a_connection_of_its_own()
    {
        await using var other = new NpgsqlConnection(await AroundAsync());
        await other.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM items", other);
        (await command.ExecuteScalarAsync()).ShouldBe(2L);
    }

    [Test]
    public async Task Ends_its_own_session()
    {
        await using var other = new NpgsqlConnection(await AroundAsync());
        await other.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", other);
        await command.ExecuteNonQueryAsync();
    }

    [Test]
    public async Task Leaves_its_connection_and_its_transaction_open()
    {
        var connection = await Clone.Current.OpenAsync();
        await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("DELETE FROM items", connection);
        await command.ExecuteNonQueryAsync();
    }

    [Test]
    public async Task Expects_other_effects()
    {
        await RunAsync("DELETE FROM items");
        var effects = await Clone.Current.EffectsAsync();
        effects.Table("items").Deleted.ShouldBe(3);
    }

    private static async Task RunAsync(string statement)
    {
        await using var connection = await Clone.Current.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task SwallowAsync(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (PostgresException)
        {
            // As a body may that is to be found out all the same.
        }
    }

    /// <summary>Where the clone really is, which the test is not told.</summary>
    private static async Task<string> AroundAsync()
    {
        await using var connection = await Clone.Current.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT format('Host=%s;Port=%s;Database=%s;Username=%s;Pooling=false', current_setting('unix_socket_directories'), current_setting('port'), current_database(), current_user)", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
