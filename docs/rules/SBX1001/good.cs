sealed class Retirement(DbDataSource source)
{
    public async Task RetireAsync(string sandbox, CancellationToken cancellationToken)
    {
        await EnsureSandboxAsync(sandbox, cancellationToken);
        await using var command = source.CreateCommand($"DROP DATABASE \"{sandbox}\" WITH (FORCE)");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [CloneGuard]
    private async Task EnsureSandboxAsync(string sandbox, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT current_database()");
        if (!string.Equals((string?)await command.ExecuteScalarAsync(cancellationToken), sandbox, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"the connection is not to {sandbox}");
        }
    }
}
