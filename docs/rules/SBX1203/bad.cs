sealed class OrderTests
{
    private const string Connection = "Host=db.prod.example.org;Database=orders;Username=tester";

    public async Task Orders_are_counted(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync(cancellationToken);
    }
}
