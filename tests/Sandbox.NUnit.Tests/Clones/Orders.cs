using Npgsql;

namespace Sandbox.NUnit.Tests.Clones;

/// <summary>Code of an application, which knows nothing of tests: it opens a connection, and commits.</summary>
/// <param name="connectionString">Where the shop is.</param>
internal sealed class Orders(string connectionString)
{
    public async Task PlaceAsync(int article, int pieces)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("INSERT INTO orders (article, pieces) VALUES ($1, $2)", connection, transaction) { Parameters = { new() { Value = article }, new() { Value = pieces } } };
        await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }
}
