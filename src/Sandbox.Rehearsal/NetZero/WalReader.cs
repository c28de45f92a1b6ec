using System.Buffers.Binary;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>Walks through write-ahead log, record by record (PostgreSQL source, xlogrecord.h and xlog_internal.h; the same from 13 to 18).</summary>
/// <param name="read">Reads bytes of one segment: from a position in the log, at most so many, at least one.</param>
/// <param name="position">Where a record begins, in bytes since the log was made.</param>
/// <param name="segmentSize">The size of a segment in bytes.</param>
/// <param name="pageSize">The size of a page in bytes.</param>
internal sealed class WalReader(Func<long, int, CancellationToken, Task<byte[]>> read, long position, long segmentSize, int pageSize)
{
    private const int RecordHeader = 24;
    private const int PageHeader = 24;
    private const int FirstPageHeader = 40;
    private const int Chunk = 1 << 20;

    /// <summary>RM_XLOG_ID with XLOG_SWITCH: the rest of the segment is empty.</summary>
    private const byte LogManager = 0;
    private const byte Switch = 0x40;

    private byte[] _chunk = [];
    private long _chunkAt;
    private long _at = position;

    /// <summary>Where the next record begins.</summary>
    public long Position => IsAtPage(_at) ? _at + HeaderAt(_at) : _at;

    /// <summary>The next record.</summary>
    /// <param name="wanted">Of which resource manager the data are wanted; the data of others are passed over.</param>
    /// <param name="longest">How many bytes of data are read at most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="InvalidDataException">There is no record.</exception>
    public async Task<WalRecord> NextAsync(byte wanted, int longest, CancellationToken cancellationToken)
    {
        var header = await TakeAsync(RecordHeader, cancellationToken);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (length < RecordHeader)
        {
            throw new InvalidDataException($"there is no record in the write-ahead log before byte {_at}");
        }

        var (manager, info) = (header[17], header[16]);
        var data = length - RecordHeader;
        var kept = manager == wanted ? (int)Math.Min(data, longest) : 0;
        var record = new WalRecord(manager, BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)), await TakeAsync(kept, cancellationToken));
        Skip(data - kept);

        // Records begin at multiples of eight.
        _at = (_at + 7) & ~7L;
        if (manager == LogManager && (info & 0xF0) == Switch)
        {
            _at = (_at + segmentSize - 1) / segmentSize * segmentSize;
        }

        return record;
    }

    private async Task<byte[]> TakeAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        for (var taken = 0; taken < count;)
        {
            PassHeader();
            var part = (int)Math.Min(count - taken, pageSize - (_at % pageSize));
            for (var end = taken + part; taken < end;)
            {
                if (_at < _chunkAt || _at >= _chunkAt + _chunk.Length)
                {
                    (_chunk, _chunkAt) = (await read(_at, (int)Math.Min(Chunk, segmentSize - (_at % segmentSize)), cancellationToken), _at);
                }

                var there = Math.Min(end - taken, (int)(_chunkAt + _chunk.Length - _at));
                _chunk.AsSpan((int)(_at - _chunkAt), there).CopyTo(bytes.AsSpan(taken));
                taken += there;
                _at += there;
            }
        }

        return bytes;
    }

    private void Skip(long count)
    {
        while (count > 0)
        {
            PassHeader();
            var part = Math.Min(count, pageSize - (_at % pageSize));
            count -= part;
            _at += part;
        }
    }

    private void PassHeader() => _at = Position;

    private bool IsAtPage(long at) => at % pageSize == 0;

    private int HeaderAt(long at) => at % segmentSize == 0 ? FirstPageHeader : PageHeader;
}
