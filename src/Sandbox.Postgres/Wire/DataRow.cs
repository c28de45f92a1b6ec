using System.Buffers.Binary;
using System.Text;

namespace Sandbox.Postgres.Wire;

/// <summary>One DataRow message, read in place. Valid only while its sink handles it.</summary>
public readonly ref struct DataRow
{
    private readonly ReadOnlySpan<byte> _body;

    internal DataRow(ReadOnlySpan<byte> body) => _body = body;

    /// <summary>The number of values.</summary>
    public int Count => BinaryPrimitives.ReadInt16BigEndian(_body);

    /// <summary>The values as text in a new array, null for SQL's NULL.</summary>
    /// <exception cref="SandboxException">The message is torn (<see cref="ExitCode.Unavailable"/>).</exception>
    public string?[] ToArray()
    {
        var values = new string?[Count];
        var offset = 2;
        for (var i = 0; i < values.Length; i++)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(_body[offset..]);
            offset += 4;
            if (length < 0)
            {
                continue;
            }

            values[i] = Encoding.UTF8.GetString(_body.Slice(offset, length));
            offset += length;
        }

        return values;
    }
}
