sealed class Retirement(NpgsqlDataSource source)
{
    public async Task RetireAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await CloneGuard.EnsureAsync(connection, cancellationToken);
        await using var command = new NpgsqlCommand("DROP SCHEMA sandbox_2026 CASCADE", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
