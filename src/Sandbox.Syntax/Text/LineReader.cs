using System.Runtime.CompilerServices;
using System.Text;

namespace Sandbox.Syntax.Text;

/// <summary>Gives a script line by line, as psql reads it: a line ends at LF only; a CR before it stays in the line. A byte order mark at the start is left out.</summary>
public abstract class LineReader
{
    /// <summary>Creates a reader.</summary>
    /// <param name="path">The file's path as messages name it.</param>
    protected LineReader(string path) => Path = path;

    /// <summary>The file's path as messages name it.</summary>
    public string Path { get; }

    /// <summary>The number of the line that was read last, counted from 1; 0 before the first.</summary>
    public int LineNumber { get; private set; }

    /// <summary>Reads the next line, its LF left out; false at the end of the file.</summary>
    /// <param name="line">The line; valid until the next call.</param>
    /// <exception cref="Scripts.ScriptException">The text cannot be read: invalid UTF-8, a NUL.</exception>
    public bool Read(out ReadOnlyMemory<char> line)
    {
        if (!ReadCore(out line))
        {
            return false;
        }

        LineNumber++;
        return true;
    }

    /// <summary>Reads lines of COPY data as UTF-8, as many as are at hand: lines before the one that holds <c>\.</c> alone, or that one alone.</summary>
    /// <param name="lines">The lines, each with its LF; the file's last line is given one where it has none. Valid until the next call.</param>
    /// <exception cref="Scripts.ScriptException">As for <see cref="Read"/>.</exception>
    public bool ReadData(out ReadOnlyMemory<byte> lines)
    {
        if (ReadWholeLines(out lines) is > 0 and var count)
        {
            LineNumber += count;
            return true;
        }

        var found = Read(out var line);
        lines = found ? Encoding.UTF8.GetBytes(line.ToString() + "\n") : default(ReadOnlyMemory<byte>);
        return found;
    }

    /// <summary>Whether a line ends the data of a COPY FROM STDIN.</summary>
    /// <param name="line">The line as UTF-8, with its LF.</param>
    public static bool IsEndOfData(ReadOnlySpan<byte> line) => line is [(byte)'\\', (byte)'.', (byte)'\n'] or [(byte)'\\', (byte)'.', (byte)'\r', (byte)'\n'];

    /// <summary>Gives the lines of data that are at hand as they stand in the file; returns how many they are, 0 where the next line is to be read alone.</summary>
    /// <param name="lines">The lines, as <see cref="ReadData"/> gives them.</param>
    protected virtual int ReadWholeLines(out ReadOnlyMemory<byte> lines)
    {
        lines = default;
        return 0;
    }

    /// <summary>Reads the next line without counting it.</summary>
    /// <param name="line">The line; valid until the next call.</param>
    /// <exception cref="Scripts.ScriptException">As for <see cref="Read"/>.</exception>
    protected abstract bool ReadCore(out ReadOnlyMemory<char> line);

    /// <summary>
    /// The next LF in the text, or -1. A NUL before it is an error: psql loses the rest of such a line, its end included, without a word.
    /// </summary>
    /// <param name="text">The text, from the start of the line.</param>
    /// <param name="searched">How much of it was searched before.</param>
    /// <param name="mayHoldNul">Whether a NUL has to be looked for.</param>
    /// <exception cref="Scripts.ScriptException">There is a NUL in the line.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected int FindLineEnd(ReadOnlySpan<char> text, int searched, bool mayHoldNul)
    {
        var rest = text.Slice(searched);
        var found = mayHoldNul ? rest.IndexOfAny('\n', '\0') : rest.IndexOf('\n');
        Work.Count(found < 0 ? rest.Length : found);
        if (found < 0)
        {
            return -1;
        }

        return rest[found] == '\n' ? searched + found
            : throw Unreadable(text.Slice(0, searched + found), "a NUL character: psql would lose the rest of this line without a word; is this a text file?");
    }

    /// <summary>An error in the line that is being read.</summary>
    /// <param name="before">What stands in the line before the error.</param>
    /// <param name="reason">What is wrong and what to do next.</param>
    protected Scripts.ScriptException Unreadable(ReadOnlySpan<char> before, string reason) =>
        new(ExitCode.Refused, Path, new TextPosition(LineNumber + 1, TextPosition.CountCharacters(before) + 1), reason);
}
