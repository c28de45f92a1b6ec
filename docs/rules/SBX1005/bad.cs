sealed class Carts(NpgsqlDataSource source)
{
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await using var delete = source.CreateCommand("DELETE FROM cart_items");
        await delete.ExecuteNonQueryAsync(cancellationToken);
        await using var empty = source.CreateCommand("TRUNCATE carts CASCADE");
        await empty.ExecuteNonQueryAsync(cancellationToken);
    }
}
