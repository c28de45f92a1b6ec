namespace Sandbox.Rehearsal.Sessions;

/// <summary>How a statement's text goes to the server: as it is, or by one of psql's commands for the extended protocol.</summary>
public sealed record Transmission
{
    /// <summary>The text as it is.</summary>
    public static Transmission Plain { get; } = new();

    /// <summary>The parameters that <c>\bind</c> or <c>\bind_named</c> gave; null where neither was used.</summary>
    public IReadOnlyList<string?>? Parameters { get; init; }

    /// <summary>The prepared statement that <c>\parse</c> makes, <c>\bind_named</c> runs or <c>\close_prepared</c> closes; null for the unnamed one.</summary>
    public string? PreparedName { get; init; }

    /// <summary>Whether the text is only prepared (<c>\parse</c>).</summary>
    public bool IsParse { get; init; }

    /// <summary>Whether the prepared statement is closed (<c>\close_prepared</c>); there is no text then.</summary>
    public bool IsClose { get; init; }
}
