using Sandbox.Postgres;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>The error that ended a step.</summary>
/// <param name="SqlState">The server's SQLSTATE; null where the error is psql's or ours.</param>
/// <param name="Message">What went wrong, with the server's detail and hint where it sent them.</param>
/// <param name="Line">The line in the file, counted from 1.</param>
/// <param name="Column">The column in that line, counted in characters from 1.</param>
public sealed record StepError(string? SqlState, string Message, int Line, int Column)
{
    /// <summary>The line, and the word in it that the error is about; null where it is not at hand.</summary>
    public Excerpt? Source { get; init; }

    /// <summary>The server's error, at its place in the statement.</summary>
    internal static StepError Of(ServerMessage error, Statement statement)
    {
        var position = error.Position is { } character ? statement.Locate(character) : statement.Start;
        return new StepError(error.SqlState, Words(error), position.Line, position.Column);
    }

    /// <summary>The server's words, with its detail and hint.</summary>
    internal static string Words(ServerMessage error)
    {
        var words = error.Text;
        words += error.Detail is { } detail ? $" ({detail})" : string.Empty;
        return words + (error.Hint is { } hint ? $" Hint: {hint}" : string.Empty);
    }
}
