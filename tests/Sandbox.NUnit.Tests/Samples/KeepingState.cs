using Npgsql;

namespace Sandbox.NUnit.Samples;

/// <summary>Tests that promise to leave a database as it was, in every way to name it; some of them break the promise.</summary>
public sealed class KeepingState
{
    private static string FromEnvironment => Environment.GetEnvironmentVariable("SAMPLE_DATABASE")!;

    private string? _fromSetUp;

    [SetUp]
    public async Task SetUp()
    {
        _fromSetUp = FromEnvironment;
        await RunAsync("INSERT INTO log VALUES ('set up')");
    }

    [TearDown]
    public Task TearDown() => RunAsync("INSERT INTO log VALUES ('torn down')");

    [Test, StateUnchanged(nameof(FromEnvironment))]
    public Task Rolls_back() => RunAsync("BEGIN; DELETE FROM items; ROLLBACK");

    [Test, StateUnchanged("SAMPLE_DATABASE")]
    public Task Changes_a_row() => RunAsync("UPDATE items SET name = 'changed' WHERE id = 2");

    [Test, StateUnchanged(nameof(_fromSetUp))]
    public async Task Fails_by_itself()
    {
        await RunAsync("CREATE TABLE left_behind (i int)");
        Assert.Fail("its own failure");
    }

    [Test, StateUnchanged(nameof(FromEnvironment))]
    public Task Moves_a_sequence() => RunAsync("SELECT nextval('counter')");

    [Test, StateUnchanged(nameof(FromEnvironment), Strict = true)]
    public Task Moves_a_sequence_and_must_not() => RunAsync("SELECT nextval('counter')");

    [Test, StateUnchanged("NO_SUCH_MEMBER")]
    public void Names_nothing() => Assert.Fail("never run");

    private static async Task RunAsync(string statements)
    {
        await using var source = NpgsqlDataSource.Create(FromEnvironment);
        await using var command = source.CreateCommand(statements);
        await command.ExecuteNonQueryAsync();
    }
}
