sealed class Cleanup(NpgsqlConnection connection)
{
    public async Task CleanAsync()
    {
        try
        {
            await connection.ExecuteAsync("DROP TABLE sandbox_2026.orders");
        }
        catch (NpgsqlException)
        {
            await connection.ExecuteAsync("DROP SCHEMA sandbox_2026 CASCADE");
        }
    }
}
