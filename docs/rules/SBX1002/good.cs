static class Cleanup
{
    public static async Task RunAsync(DbConnection connection, string container, CancellationToken cancellationToken)
    {
        using var remove = Process.Start("docker", ["rm", "-f", container]);
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP SCHEMA dry_run_20260517 CASCADE";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
