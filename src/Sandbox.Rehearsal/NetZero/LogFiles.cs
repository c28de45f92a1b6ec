using System.Globalization;
using Sandbox.Postgres;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>The files of a server's write-ahead log, read through a session that may.</summary>
internal sealed class LogFiles
{
    private readonly ISession _session;
    private readonly string _timeline;

    private LogFiles(ISession session, string timeline) => (_session, _timeline) = (session, timeline);

    /// <summary>The size of a file in bytes.</summary>
    public required long SegmentSize { get; init; }

    /// <summary>The size of a page in bytes.</summary>
    public required int PageSize { get; init; }

    /// <summary>The oid of the session's database.</summary>
    public required uint DatabaseId { get; init; }

    /// <summary>Asks how the log lies.</summary>
    /// <param name="session">The session.</param>
    /// <param name="database">The database whose oid is wanted.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<LogFiles> OpenAsync(ISession session, string database, CancellationToken cancellationToken)
    {
        const string Question = """
            SELECT pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 8),
                   (SELECT setting FROM pg_catalog.pg_settings WHERE name = 'wal_segment_size'), pg_catalog.current_setting('wal_block_size'),
                   (SELECT oid FROM pg_catalog.pg_database WHERE datname = $1::pg_catalog.name)
            """;
        var row = (await session.QueryAsync(Question, cancellationToken, database)).Rows[0];
        return new LogFiles(session, row[0]!)
        {
            SegmentSize = long.Parse(row[1]!, CultureInfo.InvariantCulture),
            PageSize = int.Parse(row[2]!, CultureInfo.InvariantCulture),
            DatabaseId = uint.Parse(row[3]!, CultureInfo.InvariantCulture),
        };
    }

    /// <summary>How far the server has written it, in bytes since it was made.</summary>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<long> WrittenAsync(CancellationToken cancellationToken) => long.Parse(
        (await _session.ScalarAsync("SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0')::pg_catalog.int8", cancellationToken))!, CultureInfo.InvariantCulture);

    /// <summary>Where the record in front of a position ends: the position is that of the next one, behind the header of its page.</summary>
    /// <param name="position">Where a record begins.</param>
    public long EndOf(long position) => position % SegmentSize == 40 ? position - 40 : position % PageSize == 24 ? position - 24 : position;

    /// <summary>Reads bytes of one file.</summary>
    /// <param name="position">Where, in bytes since the log was made.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="InvalidDataException">There are none: the file is gone.</exception>
    public async Task<byte[]> ReadAsync(long position, int count, CancellationToken cancellationToken)
    {
        const string Read = "SELECT pg_catalog.encode(pg_catalog.pg_read_binary_file('pg_wal/' || $1, $2::pg_catalog.int8, $3::pg_catalog.int8, true), 'hex')";
        var (segment, segments) = (position / SegmentSize, (1L << 32) / SegmentSize);
        var file = string.Create(CultureInfo.InvariantCulture, $"{_timeline}{segment / segments:X8}{segment % segments:X8}");
        string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
        return await _session.ScalarAsync(Read, cancellationToken, file, Number(position % SegmentSize), Number(count)) is { Length: > 0 } bytes
            ? Convert.FromHexString(bytes)
            : throw new InvalidDataException($"the write-ahead log has no {file} any more");
    }
}
