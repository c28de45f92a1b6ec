sealed class Cleanup(NpgsqlConnection connection)
{
    public async Task CleanAsync()
    {
        try
        {
            await connection.ExecuteAsync("DROP TABLE sandbox_2026.orders");
        }
        catch (NpgsqlException error)
        {
            throw new InvalidOperationException("sandbox_2026.orders is still there", error);
        }

        await connection.ExecuteAsync("DROP TABLE sandbox_2026.lines");
    }
}
