namespace Sandbox.Syntax.Scripts;

/// <summary>How libpq quotes values for SQL text (fe-exec.c, PQescapeLiteral and PQescapeIdentifier).</summary>
public static class PsqlQuoting
{
    /// <summary>The value as an SQL literal; with a backslash in it as <c> E'...'</c>, leading blank included.</summary>
    /// <param name="value">Any text.</param>
    public static string Literal(string value)
    {
        var quoted = value.Replace("'", "''");
        return value.IndexOf('\\') < 0 ? $"'{quoted}'" : $" E'{quoted.Replace("\\", "\\\\")}'";
    }

    /// <summary>The value as a quoted SQL identifier.</summary>
    /// <param name="value">Any text.</param>
    public static string Identifier(string value) => $"\"{value.Replace("\"", "\"\"")}\"";
}
