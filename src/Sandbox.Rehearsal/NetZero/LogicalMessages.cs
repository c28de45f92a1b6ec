using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// Messages in the write-ahead log that belong to no transaction (<c>pg_logical_emit_message(false, ...)</c>): whoever decodes the log gets them, rolled back or not.
/// Only a logical replication slot of the same database decodes them, and only from where it stands; where there is none, nobody ever hears of one. Where there is
/// one, the log itself is read from the run's first record to its last.
/// </summary>
internal sealed class LogicalMessages
{
    private const string Function = "pg_logical_emit_message";

    /// <summary>RM_LOGICALMSG_ID (PostgreSQL source, rmgrlist.h), and its one kind of record (message.h).</summary>
    private const byte MessageManager = 21;
    private const int BeforePrefix = 24;
    private const int Longest = 4096;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly string _database;
    private readonly bool _mayRead;
    private Look? _before;

    private LogicalMessages(string database, bool mayRead) => (_database, _mayRead) = (database, mayRead);

    /// <summary>Whether the role may read files of the log, which superusers do.</summary>
    public static BatchStatement Rights { get; } =
        "SELECT pg_catalog.has_function_privilege('pg_catalog.pg_read_binary_file(pg_catalog.text, pg_catalog.int8, pg_catalog.int8, pg_catalog.bool)', 'EXECUTE')";

    /// <summary>What is asked before the run and after it; <see cref="TakeBefore"/> and <see cref="FindAsync"/> read the answer.</summary>
    public BatchStatement Question => new(
        """
        SELECT CASE WHEN NOT pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::pg_catalog.int8 END,
               (SELECT pg_catalog.string_agg(slot_name, ', ' ORDER BY slot_name) FROM pg_catalog.pg_replication_slots WHERE slot_type = 'logical' AND database = $1::pg_catalog.name)
        """,
        _database);

    /// <summary>For a run in a clone; null where the policy admits such messages.</summary>
    /// <param name="rights">The answer to <see cref="Rights"/>.</param>
    /// <param name="database">The clone's name.</param>
    /// <param name="admitted">The hatches that the policy admits.</param>
    public static LogicalMessages? Of(Reply rights, string database, IReadOnlyCollection<string> admitted) =>
        EscapeHatch.IsIn(Function, admitted) ? null : new LogicalMessages(database, rights.Rows[0][0] is "t");

    /// <summary>Takes what there is before the run.</summary>
    /// <param name="answer">The answer to <see cref="Question"/>.</param>
    public void TakeBefore(Reply answer) => _before = Look.Of(answer);

    /// <summary>The messages of a run, once it is rolled back.</summary>
    /// <param name="session">A session in the clone, idle.</param>
    /// <param name="answer">The answer to <see cref="Question"/>.</param>
    /// <param name="ids">The transaction ids that the run may have written under: its own and those that were given out since.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The messages as residue, or why nobody can tell, one line.</returns>
    public async Task<(IReadOnlyList<Residue> Residue, string? Unknown)> FindAsync(
        ISession session, Reply answer, (long First, long? Last) ids, TimeProvider time, CancellationToken cancellationToken)
    {
        var after = Look.Of(answer);
        if (_before is not { Position: { } start } || after.Position is not { } end || start >= end || (_before.Slots ?? after.Slots) is not { } slots)
        {
            return ([], null);
        }

        var unknown = $"whoever reads the replication slot {slots} of the clone gets messages that belong to no transaction, and whether the script wrote one cannot be told: ";
        if (!_mayRead)
        {
            return ([], $"{unknown}the role may not read the write-ahead log (GRANT EXECUTE ON FUNCTION pg_read_binary_file(text, bigint, bigint, boolean)); use a clone without such a slot, or admit them (allow.escapeHatches: {Function})");
        }

        var log = await LogFiles.OpenAsync(session, _database, cancellationToken);
        for (var begun = time.GetTimestamp(); await log.WrittenAsync(cancellationToken) < log.EndOf(end); await Task.Delay(s_pause, time, cancellationToken))
        {
            if (time.GetElapsedTime(begun) > s_patience)
            {
                return ([], $"{unknown}the server did not write its log out");
            }
        }

        var found = new List<Residue>();
        try
        {
            var reader = new WalReader(log.ReadAsync, start, log.SegmentSize, log.PageSize);
            while (reader.Position < end)
            {
                var record = await reader.NextAsync(MessageManager, Longest, cancellationToken);
                if (record.Manager == MessageManager && Prefix(record, log.DatabaseId) is { } prefix && IsOfRun(record.TransactionId, ids))
                {
                    found.Add(new Residue(ResidueKind.Logical, $"message {prefix} in the write-ahead log", null, $"belongs to no transaction, for the replication slot {slots}"));
                }
            }
        }
        catch (InvalidDataException error)
        {
            return (found, unknown + error.Message);
        }

        return (found, null);
    }

    /// <summary>What belongs to no transaction still bears the id of the one that it was written in; a subtransaction may have none yet.</summary>
    private static bool IsOfRun(uint transactionId, (long First, long? Last) ids) =>
        transactionId == 0 || unchecked(transactionId - (uint)ids.First) <= unchecked((uint)(ids.Last ?? long.MaxValue) - (uint)ids.First);

    /// <summary>The prefix of a message that belongs to no transaction; null for another message.</summary>
    private static string? Prefix(WalRecord record, uint databaseId)
    {
        // In front of the data stand whose they are, where they came from, and how many there are.
        ReadOnlySpan<byte> data = record.Data;
        for (var at = 0; at < data.Length;)
        {
            switch (data[at])
            {
                case 255:
                    return Read(data[(at + 2)..], databaseId);
                case 254:
                    return Read(data[(at + 5)..], databaseId);
                case 253:
                    at += 3;
                    break;
                case 252:
                    at += 5;
                    break;
                default:
                    throw new InvalidDataException($"a message in the write-ahead log has a block {data[at]}");
            }
        }

        throw new InvalidDataException("a message in the write-ahead log has no data");
    }

    private static string? Read(ReadOnlySpan<byte> message, uint databaseId)
    {
        if (message[4] != 0 || BinaryPrimitives.ReadUInt32LittleEndian(message) != databaseId)
        {
            return null;
        }

        var prefix = message[BeforePrefix..];
        return Encoding.UTF8.GetString(prefix.IndexOf((byte)0) is >= 0 and var end ? prefix[..end] : prefix);
    }

    private sealed record Look(long? Position, string? Slots)
    {
        public static Look Of(Reply answer) => new(answer.Rows[0][0] is { } position ? long.Parse(position, CultureInfo.InvariantCulture) : null, answer.Rows[0][1]);
    }
}
