namespace Sandbox.Postgres;

/// <summary>
/// An error or a notice of the server, with the fields of protocol 3's ErrorResponse and NoticeResponse
/// (PostgreSQL manual, "Error and Notice Message Fields"). A field that was not sent is null.
/// </summary>
public sealed record ServerMessage
{
    /// <summary>The severity as the server's language setting spells it: <c>ERROR</c>, <c>WARNING</c>, <c>NOTICE</c> ...</summary>
    public required string Severity { get; init; }

    /// <summary>The severity in English whatever the server's language (field V).</summary>
    public required string InvariantSeverity { get; init; }

    /// <summary>Five characters, for example <c>23505</c>.</summary>
    public required string SqlState { get; init; }

    /// <summary>The primary message, one line as a rule.</summary>
    public required string Text { get; init; }

    /// <summary>Secondary message with more about the problem.</summary>
    public string? Detail { get; init; }

    /// <summary>A suggestion.</summary>
    public string? Hint { get; init; }

    /// <summary>Where in the text as sent the error is: characters, the first is 1.</summary>
    public int? Position { get; init; }

    /// <summary>Like <see cref="Position"/>, in <see cref="InternalQuery"/>.</summary>
    public int? InternalPosition { get; init; }

    /// <summary>The text of a command that the server itself generated, for example by a PL/pgSQL function.</summary>
    public string? InternalQuery { get; init; }

    /// <summary>The call stack of procedural languages and internal queries, newest first, one entry a line.</summary>
    public string? Context { get; init; }

    /// <summary>The schema of the object that the error is about.</summary>
    public string? Schema { get; init; }

    /// <summary>The table that the error is about.</summary>
    public string? Table { get; init; }

    /// <summary>The column that the error is about.</summary>
    public string? Column { get; init; }

    /// <summary>The data type that the error is about.</summary>
    public string? DataType { get; init; }

    /// <summary>The constraint that the error is about.</summary>
    public string? Constraint { get; init; }

    /// <summary>The server's source file, line and routine that reported it.</summary>
    public string? File { get; init; }

    /// <summary>The line in <see cref="File"/>.</summary>
    public string? Line { get; init; }

    /// <summary>The routine in <see cref="File"/>.</summary>
    public string? Routine { get; init; }
}
