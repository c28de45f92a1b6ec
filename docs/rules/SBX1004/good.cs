static class Sessions
{
    public static async Task EndAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'review_20260601' AND pid <> pg_backend_pid()";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
