namespace Sandbox.Syntax.Text;

/// <summary>Gives a script line by line, as psql reads it: a line ends at LF only; a CR before it stays in the line.</summary>
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
        var nul = line.Span.IndexOf('\0');
        if (nul >= 0)
        {
            throw new Scripts.ScriptException(ExitCode.Refused, Path, new TextPosition(LineNumber, TextPosition.CountCharacters(line.Span.Slice(0, nul)) + 1),
                "a NUL character: psql would lose the rest of this line without a word; is this a text file?");
        }

        return true;
    }

    /// <summary>Reads the next line without counting or checking it.</summary>
    /// <param name="line">The line; valid until the next call.</param>
    protected abstract bool ReadCore(out ReadOnlyMemory<char> line);
}
