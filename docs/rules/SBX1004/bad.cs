static class Sessions
{
    public static async Task EndAsync(DbConnection connection, string team, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE '{team}%'";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
