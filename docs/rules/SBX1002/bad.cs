static class Cleanup
{
    public static async Task RunAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        using var prune = Process.Start("docker", "volume prune -f");
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT 'DROP DATABASE ' || quote_ident(datname)
            FROM pg_database
            WHERE datname LIKE 'test\_%'
            """;
        await command.ExecuteScalarAsync(cancellationToken);
    }
}
