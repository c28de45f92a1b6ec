namespace Sandbox.Rehearsal.Sessions;

/// <summary>Arrays as PostgreSQL reads them, of values that need no quotes: numbers, oids, and names that are letters, digits and underscores.</summary>
internal static class ArrayText
{
    /// <summary>The array's text, to be sent as one parameter.</summary>
    public static string Of<T>(IEnumerable<T> values) => $"{{{string.Join(',', values)}}}";

    /// <summary>The array's text, of any texts.</summary>
    public static string OfTexts(IEnumerable<string> values) =>
        Of(values.Select(static value => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
}
