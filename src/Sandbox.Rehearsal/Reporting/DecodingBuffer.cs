using System.Buffers;
using System.Text;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>Passes UTF-8 on as text, piece by piece, so that a long document is nowhere whole in memory.</summary>
/// <param name="output">Where to.</param>
internal sealed class DecodingBuffer(TextWriter output) : IBufferWriter<byte>
{
    private const int Smallest = 1 << 16;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private byte[] _bytes = new byte[Smallest];
    private char[] _characters = new char[Smallest];

    /// <inheritdoc/>
    public void Advance(int count)
    {
        if (_characters.Length < count)
        {
            _characters = new char[count];
        }

        var decoded = _decoder.GetChars(_bytes.AsSpan(0, count), _characters, flush: false);
        output.Write(_characters.AsSpan(0, decoded));
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length < sizeHint)
        {
            _bytes = new byte[sizeHint];
        }

        return _bytes;
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
