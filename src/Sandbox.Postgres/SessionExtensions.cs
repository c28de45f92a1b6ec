namespace Sandbox.Postgres;

/// <summary>The harness's own SQL, where an error of the server is an exception and not a result.</summary>
public static class SessionExtensions
{
    /// <summary>Runs one statement of the harness and returns its reply.</summary>
    /// <param name="session">The session to run on.</param>
    /// <param name="statement">One SQL statement, with <c>$1</c> ... for parameters.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <param name="parameters">The parameters' values as text, null for SQL's NULL.</param>
    /// <exception cref="ServerErrorException">The server refused the statement.</exception>
    public static async Task<Reply> QueryAsync(this ISession session, string statement, CancellationToken cancellationToken, params IReadOnlyList<string?> parameters)
    {
        ArgumentNullException.ThrowIfNull(session);
        var reply = await session.ExecuteAsync(statement, parameters, cancellationToken);
        return reply.Error is { } error ? throw new ServerErrorException(error) : reply;
    }

    /// <summary>Runs one statement of the harness and returns the first column of its first row; null where there is none or it is NULL.</summary>
    /// <inheritdoc cref="QueryAsync"/>
    public static async Task<string?> ScalarAsync(this ISession session, string statement, CancellationToken cancellationToken, params IReadOnlyList<string?> parameters)
    {
        var reply = await session.QueryAsync(statement, cancellationToken, parameters);
        return reply.Rows.Count == 0 ? null : reply.Rows[0][0];
    }
}
