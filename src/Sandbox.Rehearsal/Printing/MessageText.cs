using System.Globalization;
using System.Text;
using Sandbox.Postgres;

namespace Sandbox.Rehearsal.Printing;

/// <summary>Errors and notices in the lines that libpq makes of them and psql prints (pqBuildErrorMessage3 in fe-protocol3.c).</summary>
public static class MessageText
{
    /// <summary>The message's lines, each ended by a line feed.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sentText">The statement that was sent, for the LINE and its caret; null where none was active or it is not known.</param>
    /// <param name="verbosity">How much is shown.</param>
    /// <param name="showContext">When CONTEXT is shown.</param>
    /// <param name="dialectMajorVersion">Which libpq, for the widths of characters before the caret.</param>
    public static string Of(ServerMessage message, string? sentText, Verbosity verbosity, ShowContext showContext, int dialectMajorVersion = 18)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{message.Severity}:  ");
        if (verbosity == Verbosity.SqlState)
        {
            return text.Append(message.SqlState).Append('\n').ToString();
        }

        if (verbosity == Verbosity.Verbose)
        {
            text.Append(CultureInfo.InvariantCulture, $"{message.SqlState}: ");
        }

        text.Append(message.Text);
        var (position, query) = message.Position is { } sent ? (sent, sentText) : (message.InternalPosition, message.InternalQuery);
        var hasCaret = position is not null && query is not null && verbosity != Verbosity.Terse;
        if (position is not null && !hasCaret)
        {
            text.Append(CultureInfo.InvariantCulture, $" at character {position}");
        }

        text.Append('\n');
        if (verbosity == Verbosity.Terse)
        {
            return text.ToString();
        }

        if (hasCaret)
        {
            ErrorPosition.AppendTo(text, query!, position!.Value, dialectMajorVersion);
        }

        var isError = message.InvariantSeverity is "ERROR" or "FATAL" or "PANIC";
        AppendField(text, "DETAIL", message.Detail);
        AppendField(text, "HINT", message.Hint);
        AppendField(text, "QUERY", message.InternalQuery);
        AppendField(text, "CONTEXT", showContext == ShowContext.Always || (showContext == ShowContext.Errors && isError) ? message.Context : null);
        if (verbosity == Verbosity.Verbose)
        {
            AppendVerboseFields(text, message);
        }

        return text.ToString();
    }

    /// <summary>What psql puts before a message of a script's line: nothing where the script has no name, as from standard input.</summary>
    /// <param name="file">The script's name as it was given; null for none.</param>
    /// <param name="line">The last line that was read, the first is 1.</param>
    public static string Prefix(string? file, long line) =>
        file is null ? "" : string.Create(CultureInfo.InvariantCulture, $"psql:{file}:{line}: ");

    private static void AppendVerboseFields(StringBuilder text, ServerMessage message)
    {
        AppendField(text, "SCHEMA NAME", message.Schema);
        AppendField(text, "TABLE NAME", message.Table);
        AppendField(text, "COLUMN NAME", message.Column);
        AppendField(text, "DATATYPE NAME", message.DataType);
        AppendField(text, "CONSTRAINT NAME", message.Constraint);
        if (message is { Routine: null, File: null, Line: null })
        {
            return;
        }

        var routine = message.Routine is null ? "" : $"{message.Routine}, ";
        var place = message is { File: not null, Line: not null } ? $"{message.File}:{message.Line}" : "";
        AppendField(text, "LOCATION", routine + place);
    }

    private static void AppendField(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}:  {value}\n");
        }
    }
}
