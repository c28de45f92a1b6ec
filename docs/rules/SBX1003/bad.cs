static class Retirement
{
    public static async Task RetireAsync(NpgsqlConnection connection, string branch, CancellationToken cancellationToken)
    {
        await CloneGuard.EnsureAsync(connection, cancellationToken);

        // The server is the right one; which of its databases goes, the branch's name decides.
        await connection.ExecuteAsync($"DROP DATABASE IF EXISTS \"review_{branch}\"");
    }
}
