sealed class Carts(NpgsqlDataSource source)
{
    public async Task ClearAsync(DateTime before, CancellationToken cancellationToken)
    {
        await using var delete = source.CreateCommand("DELETE FROM cart_items WHERE added < $1");
        delete.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = before });
        await delete.ExecuteNonQueryAsync(cancellationToken);
        await using var empty = source.CreateCommand("TRUNCATE cart_items, carts");
        await empty.ExecuteNonQueryAsync(cancellationToken);
    }
}
