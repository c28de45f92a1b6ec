using System.Text;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Collects the replies to one message, up to a number of rows, notices and bytes copied out; the rest is counted and dropped.</summary>
internal sealed class ReplyCollector(Func<Stream>? copyData) : IReplySink
{
    /// <summary>How many rows of one result are kept.</summary>
    public const int KeptRows = 100_000;

    /// <summary>How many notices of one reply are kept.</summary>
    public const int KeptNotices = 10_000;

    /// <summary>How many bytes that one reply copies out are kept.</summary>
    public const int KeptBytes = BoundedWriter.BoundOfAll;

    private readonly List<Reply> _replies = [];
    private readonly List<ServerMessage> _notices = [];
    private readonly List<IReadOnlyList<string?>> _rows = [];
    private readonly List<(int ProcessId, string Channel, string Payload)> _notifications = [];
    private readonly MemoryStream _copied = new();
    private readonly List<int> _noticePlaces = [];
    private (int Bytes, int Characters) _measured;
    private long _droppedNotices;
    private long _droppedBytes;
    private IReadOnlyList<Column>? _columns;

    /// <summary>Called as soon as a reply is complete.</summary>
    public Action? OnReply { get; init; }

    /// <summary>The replies so far; notices and notifications that came after the last one belong to it.</summary>
    public IReadOnlyList<Reply> Replies
    {
        get
        {
            if (_notices.Count > 0 || _droppedNotices > 0 || _notifications.Count > 0)
            {
                var last = _replies.Count > 0 ? _replies[^1] : new Reply();
                _replies.RemoveRange(Math.Max(0, _replies.Count - 1), Math.Min(1, _replies.Count));
                _replies.Add(last with
                {
                    Notices = [.. last.Notices, .. _notices],
                    DroppedNotices = last.DroppedNotices + _droppedNotices,
                    Notifications = [.. last.Notifications, .. _notifications],
                });
                _notifications.Clear();
                _notices.Clear();
                _noticePlaces.Clear();
                _droppedNotices = 0;
            }

            return _replies;
        }
    }

    /// <summary>The columns of a result that was described and not run; empty for a statement that returns no rows.</summary>
    public IReadOnlyList<Column> Columns => _columns ?? [];

    /// <inheritdoc/>
    public void OnColumns(IReadOnlyList<Column> columns) => _columns = columns;

    /// <inheritdoc/>
    public void OnRow(in DataRow row)
    {
        if (_rows.Count < KeptRows)
        {
            _rows.Add(row.ToArray());
        }
    }

    /// <inheritdoc/>
    public void OnComplete(string tag) => Close(tag);

    /// <inheritdoc/>
    public void OnEmpty() => Close(tag: null);

    /// <inheritdoc/>
    public void OnError(ServerMessage error) => Close(tag: null, error);

    /// <inheritdoc/>
    public void OnNotice(ServerMessage notice)
    {
        if (_notices.Count == KeptNotices)
        {
            _droppedNotices++;
            return;
        }

        _notices.Add(notice);
        var bytes = (int)_copied.Length;
        _measured = (bytes, _measured.Characters + Encoding.UTF8.GetCharCount(_copied.GetBuffer(), _measured.Bytes, bytes - _measured.Bytes));
        _noticePlaces.Add(_measured.Characters);
    }

    /// <inheritdoc/>
    public void OnNotification(int processId, string channel, string payload)
    {
        // They come behind the reply of what committed.
        if (_notifications.Count < KeptNotices)
        {
            _notifications.Add((processId, channel, payload));
        }
    }

    /// <inheritdoc/>
    public ValueTask<Stream?> OnCopyInAsync(bool binary, CancellationToken cancellationToken) => new(copyData?.Invoke());

    /// <inheritdoc/>
    public void OnCopyData(ReadOnlySpan<byte> data)
    {
        // A message is one row: whole rows are kept, and none behind one that was dropped.
        if (_droppedBytes > 0 || _copied.Length + data.Length > KeptBytes)
        {
            _droppedBytes += data.Length;
            return;
        }

        _copied.Write(data);
    }

    private void Close(string? tag, ServerMessage? error = null)
    {
        _replies.Add(new Reply
        {
            Tag = tag,
            Error = error,
            Columns = _columns ?? [],
            IsTable = _columns is not null,
            Rows = _rows.Count == 0 ? [] : [.. _rows],
            Notices = _notices.Count == 0 ? [] : [.. _notices],
            NoticePlaces = _copied.Length == 0 ? [] : [.. _noticePlaces],
            DroppedNotices = _droppedNotices,
            DroppedBytes = _droppedBytes,
            CopiedOut = _copied.Length == 0 && _droppedBytes == 0 ? null : Encoding.UTF8.GetString(_copied.GetBuffer(), 0, (int)_copied.Length),
        });
        _rows.Clear();
        _notices.Clear();
        _noticePlaces.Clear();
        _measured = default;
        _droppedNotices = _droppedBytes = 0;
        _columns = null;
        _copied.SetLength(0);
        OnReply?.Invoke();
    }
}
