static class Retirement
{
    public static async Task RetireAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await CloneGuard.EnsureAsync(connection, cancellationToken);
        await connection.ExecuteAsync("DROP DATABASE IF EXISTS review_20260601");
    }
}
