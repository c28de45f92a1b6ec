using Npgsql;

namespace Sandbox.NUnit.Samples;

/// <summary>A body that waits until another one is in its transaction too, in another database of the same server.</summary>
[CloneOf("bodies/items.sql"), RolledBack, Parallelizable]
public abstract class BodyMeetingTest
{
    [Test]
    public async Task Meet()
    {
        await using var connection = await Clone.Current.OpenAsync();
        await using var command = new NpgsqlCommand(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "..", "meeting", "meet.sql")), connection);
        await command.ExecuteNonQueryAsync();
        command.CommandText = "INSERT INTO items VALUES (3) RETURNING current_database()";
        await TestContext.Out.WriteLineAsync((string?)await command.ExecuteScalarAsync());
    }
}
