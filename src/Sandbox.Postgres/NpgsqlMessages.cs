using Npgsql;

namespace Sandbox.Postgres;

/// <summary>Npgsql's errors and notices in our own words.</summary>
internal static class NpgsqlMessages
{
    /// <summary>The server's error for a second statement in a Parse message, which Npgsql does not let it see.</summary>
    public static readonly ServerMessage SeveralStatements = new()
    {
        Severity = "ERROR",
        InvariantSeverity = "ERROR",
        SqlState = PostgresErrorCodes.SyntaxError,
        Text = "cannot insert multiple commands into a prepared statement",
    };

    public static ServerMessage ToServerMessage(PostgresException error) => new()
    {
        Severity = error.Severity,
        InvariantSeverity = error.InvariantSeverity,
        SqlState = error.SqlState,
        Text = error.MessageText,
        Detail = error.Detail,
        Hint = error.Hint,
        Position = Known(error.Position),
        InternalPosition = Known(error.InternalPosition),
        InternalQuery = error.InternalQuery,
        Context = error.Where,
        Schema = error.SchemaName,
        Table = error.TableName,
        Column = error.ColumnName,
        DataType = error.DataTypeName,
        Constraint = error.ConstraintName,
        File = error.File,
        Line = error.Line,
        Routine = error.Routine,
    };

    public static ServerMessage ToServerMessage(PostgresNotice notice) => new()
    {
        Severity = notice.Severity,
        InvariantSeverity = notice.InvariantSeverity,
        SqlState = notice.SqlState,
        Text = notice.MessageText,
        Detail = notice.Detail,
        Hint = notice.Hint,
        Position = Known(notice.Position),
        InternalPosition = Known(notice.InternalPosition),
        InternalQuery = notice.InternalQuery,
        Context = notice.Where,
        Schema = notice.SchemaName,
        Table = notice.TableName,
        Column = notice.ColumnName,
        DataType = notice.DataTypeName,
        Constraint = notice.ConstraintName,
        File = notice.File,
        Line = notice.Line,
        Routine = notice.Routine,
    };

    // Npgsql says 0 where the server sent none.
    private static int? Known(int position) => position == 0 ? null : position;
}
