using System.Buffers.Binary;
using System.Text;

namespace Sandbox.Postgres.Wire;

/// <summary>One DataRow message, read in place. Valid only while its sink handles it; its lengths have been checked before.</summary>
public readonly ref struct DataRow
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly Encoding _encoding;

    private DataRow(ReadOnlySpan<byte> body, Encoding encoding)
    {
        _body = body;
        _encoding = encoding;
    }

    /// <summary>The number of values, the same as the result's columns.</summary>
    public int Count => BinaryPrimitives.ReadUInt16BigEndian(_body);

    /// <summary>The row's size in bytes as it came, so that who keeps rows can keep within a bound.</summary>
    public int Size => _body.Length;

    /// <summary>The values as text in a new array, null for SQL's NULL.</summary>
    public string?[] ToArray()
    {
        var values = new string?[Count];
        var index = 0;
        foreach (var value in this)
        {
            values[index++] = value.IsNull ? null : value.ToString();
        }

        return values;
    }

    /// <summary>Walks the values in place.</summary>
    public Enumerator GetEnumerator() => new(_body, _encoding);

    /// <summary>Checks that a message holds a row of so many values and nothing else.</summary>
    /// <exception cref="ProtocolViolationException">It does not.</exception>
    internal static DataRow Read(ReadOnlySpan<byte> body, int columns, Encoding encoding)
    {
        var reader = new BodyReader(body, encoding);
        if ((ushort)reader.Int16() != columns)
        {
            throw new ProtocolViolationException("a row with another number of values than the result has columns");
        }

        for (var i = 0; i < columns; i++)
        {
            var length = reader.Int32();
            if (length != -1)
            {
                _ = reader.Take(length);
            }
        }

        reader.ExpectEnd();
        return new DataRow(body, encoding);
    }

    /// <summary>One value, read in place.</summary>
    public readonly ref struct Value
    {
        private readonly Encoding _encoding;

        internal Value(ReadOnlySpan<byte> bytes, bool isNull, Encoding encoding)
        {
            _encoding = encoding;
            Bytes = bytes;
            IsNull = isNull;
        }

        /// <summary>Whether the value is SQL's NULL.</summary>
        public bool IsNull { get; }

        /// <summary>The value's text in the session's encoding; empty for NULL.</summary>
        public ReadOnlySpan<byte> Bytes { get; }

        /// <summary>The value's text; empty for NULL.</summary>
        public override string ToString() => _encoding.GetString(Bytes);
    }

    /// <summary>Walks the values of a row.</summary>
    public ref struct Enumerator
    {
        private readonly Encoding _encoding;
        private ReadOnlySpan<byte> _rest;
        private int _left;
        private Value _current;

        internal Enumerator(ReadOnlySpan<byte> body, Encoding encoding)
        {
            _encoding = encoding;
            _left = BinaryPrimitives.ReadUInt16BigEndian(body);
            _rest = body[2..];
        }

        /// <summary>The value that <see cref="MoveNext"/> found.</summary>
        public readonly Value Current => _current;

        /// <summary>Goes to the next value; false after the last.</summary>
        public bool MoveNext()
        {
            if (_left == 0)
            {
                return false;
            }

            _left--;
            var length = BinaryPrimitives.ReadInt32BigEndian(_rest);
            _rest = _rest[4..];
            _current = new Value(length < 0 ? default : _rest[..length], length < 0, _encoding);
            _rest = _rest[Math.Max(length, 0)..];
            return true;
        }
    }
}
