using System.Buffers;
using System.Text;
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
    private int _byteStart;
    private int _byteEnd;
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
    /// <remarks>Data may be most of a script: nobody looks at its characters, so that its bytes are looked through and not decoded.</remarks>
    protected override int ReadWholeLines(out ReadOnlyMemory<byte> lines)
    {
        lines = default;
        if (_atEnd || !Encode())
        {
            return 0;
        }

        var ahead = WholeLines();
        if (ahead.IsEmpty)
        {
            ReadBlock();
            ahead = WholeLines();
        }

        Work.Count(ahead.Length);
        if (ahead.IsEmpty || !Utf8.IsValid(ahead) || ahead.Contains((byte)0))
        {
            // Decoding tells what is wrong, and where.
            return 0;
        }

        var end = FindEndOfData(ahead);
        ahead = ahead[..(end > 0 ? end : ahead.IndexOf((byte)'\n') + 1)];
        lines = _bytes.AsMemory(_byteStart, ahead.Length);
        _byteStart += ahead.Length;
        _decoded += ahead.Length;
        return ahead.Count((byte)'\n');
    }

    private ReadOnlySpan<byte> WholeLines()
    {
        var ahead = _bytes.AsSpan(_byteStart.._byteEnd);
        return ahead[..(ahead.LastIndexOf((byte)'\n') + 1)];
    }

    /// <summary>Takes back that the characters that were not read yet were decoded; false where they are too many.</summary>
    private bool Encode()
    {
        var ahead = _characters.AsSpan(_start.._end);
        if (ahead.IsEmpty)
        {
            return true;
        }

        var length = Encoding.UTF8.GetByteCount(ahead);
        Work.Count(ahead.Length);
        if (length > _bytes.Length - (_byteEnd - _byteStart))
        {
            return false;
        }

        _bytes.AsSpan(_byteStart.._byteEnd).CopyTo(_bytes.AsSpan(length));
        (_byteStart, _byteEnd) = (0, length + _byteEnd - _byteStart);
        Encoding.UTF8.GetBytes(ahead, _bytes);
        _decoded -= length;
        _start = _end;
        return true;
    }

    /// <summary>The start of the line that ends the data, or the end of the text, which holds whole lines.</summary>
    private static int FindEndOfData(ReadOnlySpan<byte> text)
    {
        for (var from = 0; text[from..].IndexOf(@"\."u8) is >= 0 and var found; from += found + 2)
        {
            var at = from + found;
            if ((at == 0 || text[at - 1] == (byte)'\n') && IsEndOfData(text[at..(at + text[at..].IndexOf((byte)'\n') + 1)]))
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
        var isLast = !ReadBlock();
        if (_start > 0)
        {
            Work.Count(_end - _start);
            _characters.AsSpan(_start, _end - _start).CopyTo(_characters);
            (_start, _end) = (0, _end - _start);
        }

        var bytes = _bytes.AsSpan(_byteStart.._byteEnd);
        if (_characters.Length - _end < bytes.Length)
        {
            Array.Resize(ref _characters, Math.Max(_characters.Length * 2, _end + bytes.Length));
        }

        var status = Utf8.ToUtf16(bytes, _characters.AsSpan(_end), out var used, out var written, replaceInvalidSequences: false, isFinalBlock: isLast);
        _decoded += used;
        _mayHoldNul |= bytes[..used].Contains((byte)0);
        _end += written;
        if (_atStart && _end > 0)
        {
            _atStart = false;
            _start = _characters[0] == '\uFEFF' ? 1 : 0;
        }

        // The lines before bytes that are no UTF-8 are still given, so that an error is the file's first.
        _atEnd = isLast || status == OperationStatus.InvalidData;
        _invalid = _atEnd && used < bytes.Length ? bytes[used] : null;
        _byteStart += used;
    }

    /// <summary>Reads on behind the bytes that are at hand; false at the end of the file.</summary>
    private bool ReadBlock()
    {
        _bytes.AsSpan(_byteStart.._byteEnd).CopyTo(_bytes);
        (_byteStart, _byteEnd) = (0, _byteEnd - _byteStart);
        var isFull = _byteEnd == _bytes.Length;
        var read = isFull ? 0 : _stream.Read(_bytes, _byteEnd, _bytes.Length - _byteEnd);
        _byteEnd += read;
        return isFull || read > 0;
    }
}
