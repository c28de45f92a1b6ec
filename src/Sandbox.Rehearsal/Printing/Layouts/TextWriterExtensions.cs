namespace Sandbox.Rehearsal.Printing.Layouts;

/// <summary>Repeated characters and lines on any system's text writer.</summary>
internal static class TextWriterExtensions
{
    private static readonly string Blanks = new(' ', 256);

    public static void WriteBlanks(this TextWriter output, int count)
    {
        for (; count > 0; count -= Blanks.Length)
        {
            output.Write(Blanks.AsSpan(0, Math.Min(count, Blanks.Length)));
        }
    }

    public static void WriteRepeated(this TextWriter output, string text, int count)
    {
        for (; count > 0; count--)
        {
            output.Write(text);
        }
    }

    /// <summary>Ends a line by a line feed, whatever the writer's own line end is.</summary>
    public static void WriteLineFeed(this TextWriter output, string text)
    {
        output.Write(text);
        output.Write('\n');
    }
}
