static class Orders
{
    public static async Task OpenAsync(CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder("Host=db.test.example.org;Database=orders;Username=app")
        {
            Password = Environment.GetEnvironmentVariable("ORDERS_PASSWORD"),
        };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync(cancellationToken);
    }
}
