static class Orders
{
    private const string Connection = "Host=db.test.example.org;Database=orders;Username=app;Password=hunter2";

    public static async Task CreateReaderAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.ExecuteAsync("CREATE ROLE reader LOGIN PASSWORD 'hunter3'");
    }
}
