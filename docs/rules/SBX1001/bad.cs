sealed class Retirement(DbDataSource source)
{
    public async Task RetireAsync(string sandbox, CancellationToken cancellationToken)
    {
        // The name comes from elsewhere, and nobody has asked the server who it is.
        await using var command = source.CreateCommand($"DROP DATABASE \"{sandbox}\" WITH (FORCE)");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
