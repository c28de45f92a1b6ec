using System.Globalization;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Reads the server's command tags.</summary>
public static class CommandTags
{
    /// <summary>The number of rows that a tag names, its last word; null where it names none.</summary>
    /// <param name="tag">A command tag, for example <c>INSERT 0 1</c>.</param>
    public static long? Rows(string? tag)
    {
        var last = tag?[(tag.LastIndexOf(' ') + 1)..];
        return long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? rows : null;
    }
}
