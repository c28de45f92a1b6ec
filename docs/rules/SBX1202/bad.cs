static class Orders
{
    public static async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection("Host=db.prod.example.org;Database=orders;Username=app");
        await connection.OpenAsync(cancellationToken);
    }
}
