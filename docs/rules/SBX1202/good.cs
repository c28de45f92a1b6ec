static class Orders
{
    public static async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection("Host=db.test.example.org;Database=products;Username=app");
        await connection.OpenAsync(cancellationToken);
    }
}
