using System.Buffers;
using System.Text.Unicode;

namespace Sandbox.Syntax.Text;

/// <summary>The lines of a UTF-8 stream, decoded one at a time: a file is never held whole. A byte order mark at the start is skipped.</summary>
public sealed class Utf8LineReader : LineReader
{
    private const int LongestLine = 1 << 30;
    private readonly Stream _stream;
    private byte[] _bytes = new byte[1 << 16];
    private char[] _characters = new char[1 << 12];
    private int _start;
    private int _end;
    private long _consumed;
    private bool _first = true;

    /// <summary>Reads from a stream, which stays the caller's to dispose.</summary>
    /// <param name="path">The path as messages name it.</param>
    /// <param name="stream">The bytes, from where it stands to its end.</param>
    public Utf8LineReader(string path, Stream stream)
        : base(path) => _stream = stream;

    /// <inheritdoc/>
    protected override bool ReadCore(out ReadOnlyMemory<char> line)
    {
        var found = FindLineEnd();
        var length = found < 0 ? _end - _start : found;
        if (found < 0 && length == 0)
        {
            line = default;
            return false;
        }

        line = Decode(_bytes.AsSpan(_start, length));
        var step = found < 0 ? length : length + 1;
        _start += step;
        _consumed += step;
        return true;
    }

    /// <summary>The distance of the next LF from the start of the unread bytes; -1 where the stream ends before one.</summary>
    private int FindLineEnd()
    {
        var searched = 0;
        while (true)
        {
            var found = _bytes.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                return searched + found;
            }

            searched = _end - _start;
            if (searched >= LongestLine)
            {
                throw new Scripts.ScriptException(ExitCode.Refused, Path, new TextPosition(LineNumber + 1, 1), "a line of more than 1 GB; is this a text file?");
            }

            if (!Fill())
            {
                return -1;
            }
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        if (_end == _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        var read = _stream.Read(_bytes, _end, _bytes.Length - _end);
        _end += read;
        return read > 0;
    }

    private ReadOnlyMemory<char> Decode(ReadOnlySpan<byte> bytes)
    {
        var skipped = 0;
        if (_first)
        {
            _first = false;
            if (bytes.StartsWith("\uFEFF"u8))
            {
                skipped = 3;
                bytes = bytes[skipped..];
            }
        }

        if (_characters.Length < bytes.Length)
        {
            _characters = new char[Math.Max(bytes.Length, _characters.Length * 2)];
        }

        if (Utf8.ToUtf16(bytes, _characters, out var read, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw new Scripts.ScriptException(ExitCode.Refused, Path,
                new TextPosition(LineNumber + 1, TextPosition.CountCharacters(_characters.AsSpan(0, written)) + 1),
                FormattableString.Invariant($"invalid UTF-8 at byte offset {_consumed + skipped + read} (byte 0x{bytes[read]:X2}); save the file as UTF-8"));
        }

        return _characters.AsMemory(0, written);
    }
}
