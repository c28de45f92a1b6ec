sealed class Retirement(NpgsqlDataSource source)
{
    public async Task RetireAsync(CancellationToken cancellationToken)
    {
        await using var looked = await source.OpenConnectionAsync(cancellationToken);
        await CloneGuard.EnsureAsync(looked, cancellationToken);
        await using var other = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("DROP SCHEMA sandbox_2026 CASCADE", other);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
