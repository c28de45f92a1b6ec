using Npgsql;

namespace Sandbox.NUnit.Samples;

/// <summary>Tests that have a clone and commit on it; each finds it as the fixture left it.</summary>
[CloneOf("bodies/items.sql")]
public sealed class Committing
{
    [TestCase(1)]
    [TestCase(2)]
    public async Task Commits(int time)
    {
        await using var connection = await Clone.Current.OpenAsync();
        await using var command = new NpgsqlCommand("DELETE FROM items WHERE id IS NOT NULL; SELECT current_database()", connection);
        await TestContext.Out.WriteLineAsync((string?)await command.ExecuteScalarAsync());
        await using var again = await Clone.Current.OpenAsync();
        await using var count = new NpgsqlCommand("SELECT count(*) FROM items", again);
        (await count.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Test, CloneOf]
    public async Task Has_an_empty_clone_of_its_own()
    {
        await using var connection = await Clone.Current.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT to_regclass('items') IS NULL", connection);
        (await command.ExecuteScalarAsync()).ShouldBe(true);
        await Should.ThrowAsync<InvalidOperationException>(() => Clone.Current.EffectsAsync());
    }
}
