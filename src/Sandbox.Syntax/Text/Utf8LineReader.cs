using System.Buffers;
using System.Text.Unicode;

namespace Sandbox.Syntax.Text;

/// <summary>The lines of a UTF-8 stream, decoded a block at a time: a file is never held whole. A byte order mark at the start is skipped.</summary>
public sealed class Utf8LineReader : LineReader
{
    private const int LongestLine = 1 << 30;
    private const int BlockLength = 1 << 14;
    private readonly Stream _stream;
    private readonly byte[] _bytes = new byte[BlockLength];
    private char[] _characters = new char[BlockLength * 2];
    private int _byteCount;
    private long _decoded;
    private int _start;
    private int _end;
    private bool _atStart = true;
    private bool _atEnd;
    private bool _mayHoldNul;
    private byte? _invalid;

    /// <summary>Reads from a stream, which stays the caller's to dispose.</summary>
    /// <param name="path">The path as messages name it.</param>
    /// <param name="stream">The bytes, from where it stands to its end.</param>
    public Utf8LineReader(string path, Stream stream)
        : base(path) => _stream = stream;

    /// <inheritdoc/>
    protected override bool ReadCore(out ReadOnlyMemory<char> line)
    {
        var searched = 0;
        while (true)
        {
            var found = FindLineEnd(_characters.AsSpan(_start, _end - _start), searched, _mayHoldNul);
            if (found >= 0)
            {
                line = _characters.AsMemory(_start, found);
                _start += found + 1;
                return true;
            }

            searched = _end - _start;
            if (searched >= LongestLine)
            {
                throw Unreadable(default, "a line of more than 1 GB; is this a text file?");
            }

            if (_atEnd)
            {
                return ReadLast(out line);
            }

            Fill();
        }
    }

    /// <inheritdoc/>
    protected override int ReadMoreData(ref ReadOnlyMemory<char> lines)
    {
        var ahead = _characters.AsSpan(_start, _end - _start);
        ahead = ahead[..(ahead.LastIndexOf('\n') + 1)];
        Work.Count(ahead.Length);
        if (ahead.IsEmpty || _mayHoldNul)
        {
            return 0;
        }

        ahead = ahead[..FindEndOfData(ahead)];
        lines = _characters.AsMemory(_start - lines.Length - 1, lines.Length + ahead.Length);
        _start += ahead.Length;
        return ahead.Count('\n');
    }

    /// <summary>The start of the line that ends the data, or the end of the text, which holds whole lines.</summary>
    private static int FindEndOfData(ReadOnlySpan<char> text)
    {
        for (var from = 0; text[from..].IndexOf(@"\.") is >= 0 and var found; from += found + 2)
        {
            var at = from + found;
            if ((at == 0 || text[at - 1] == '\n') && IsEndOfData(text[at..(at + text[at..].IndexOf('\n'))]))
            {
                return at;
            }
        }

        return text.Length;
    }

    /// <summary>What stands behind the last LF, or before bytes that are no UTF-8.</summary>
    private bool ReadLast(out ReadOnlyMemory<char> line)
    {
        line = _characters.AsMemory(_start, _end - _start);
        if (_invalid is { } invalid)
        {
            throw Unreadable(line.Span, FormattableString.Invariant($"invalid UTF-8 at byte offset {_decoded} (byte 0x{invalid:X2}); save the file as UTF-8"));
        }

        _start = _end;
        return line.Length > 0;
    }

    /// <summary>Decodes the next block behind the characters that were not read yet.</summary>
    private void Fill()
    {
        var read = _stream.Read(_bytes, _byteCount, _bytes.Length - _byteCount);
        _byteCount += read;
        if (_start > 0)
        {
            Work.Count(_end - _start);
            _characters.AsSpan(_start, _end - _start).CopyTo(_characters);
            (_start, _end) = (0, _end - _start);
        }

        if (_characters.Length - _end < _byteCount)
        {
            Array.Resize(ref _characters, Math.Max(_characters.Length * 2, _end + _byteCount));
        }

        var status = Utf8.ToUtf16(
            _bytes.AsSpan(0, _byteCount), _characters.AsSpan(_end), out var used, out var written, replaceInvalidSequences: false, isFinalBlock: read == 0);
        _decoded += used;
        _mayHoldNul |= _bytes.AsSpan(0, used).Contains((byte)0);
        _end += written;
        if (_atStart && _end > 0)
        {
            _atStart = false;
            _start = _characters[0] == '\uFEFF' ? 1 : 0;
        }

        // The lines before bytes that are no UTF-8 are still given, so that an error is the file's first.
        _atEnd = read == 0 || status == OperationStatus.InvalidData;
        if (used < _byteCount)
        {
            _invalid = _atEnd ? _bytes[used] : null;
            _bytes.AsSpan(used, _byteCount - used).CopyTo(_bytes);
        }

        _byteCount -= used;
    }
}
