using System.Text;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Collects the replies to one message, up to a number of rows; the rest is counted and dropped.</summary>
internal sealed class ReplyCollector(Func<Stream>? copyData) : IReplySink
{
    /// <summary>How many rows of one result are kept.</summary>
    public const int KeptRows = 100_000;

    private readonly List<Reply> _replies = [];
    private readonly List<ServerMessage> _notices = [];
    private readonly List<IReadOnlyList<string?>> _rows = [];
    private readonly MemoryStream _copied = new();
    private readonly List<int> _noticePlaces = [];
    private (int Bytes, int Characters) _measured;
    private IReadOnlyList<Column>? _columns;

    /// <summary>Called as soon as a reply is complete.</summary>
    public Action? OnReply { get; init; }

    /// <summary>The replies so far; notices that came after the last one belong to it.</summary>
    public IReadOnlyList<Reply> Replies
    {
        get
        {
            if (_notices.Count > 0)
            {
                var last = _replies.Count > 0 ? _replies[^1] : new Reply();
                _replies.RemoveRange(Math.Max(0, _replies.Count - 1), Math.Min(1, _replies.Count));
                _replies.Add(last with { Notices = [.. last.Notices, .. _notices] });
                _notices.Clear();
                _noticePlaces.Clear();
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
    public void OnComplete(string tag) => Close(new Reply { Tag = tag });

    /// <inheritdoc/>
    public void OnEmpty() => Close(new Reply());

    /// <inheritdoc/>
    public void OnError(ServerMessage error) => Close(new Reply { Error = error });

    /// <inheritdoc/>
    public void OnNotice(ServerMessage notice)
    {
        _notices.Add(notice);
        var bytes = (int)_copied.Length;
        _measured = (bytes, _measured.Characters + Encoding.UTF8.GetCharCount(_copied.GetBuffer(), _measured.Bytes, bytes - _measured.Bytes));
        _noticePlaces.Add(_measured.Characters);
    }

    /// <inheritdoc/>
    public void OnNotification(int processId, string channel, string payload)
    {
        // A notification arrives after a commit only, and a rehearsal has none; another session's is not the script's.
    }

    /// <inheritdoc/>
    public ValueTask<Stream?> OnCopyInAsync(bool binary, CancellationToken cancellationToken) => new(copyData?.Invoke());

    /// <inheritdoc/>
    public void OnCopyData(ReadOnlySpan<byte> data) => _copied.Write(data);

    private void Close(Reply reply)
    {
        _replies.Add(reply with
        {
            Columns = _columns ?? [],
            IsTable = _columns is not null,
            Rows = _rows.Count == 0 ? [] : [.. _rows],
            Notices = _notices.Count == 0 ? [] : [.. _notices],
            NoticePlaces = _copied.Length == 0 ? [] : [.. _noticePlaces],
            CopiedOut = _copied.Length == 0 ? null : Encoding.UTF8.GetString(_copied.GetBuffer(), 0, (int)_copied.Length),
        });
        _rows.Clear();
        _notices.Clear();
        _noticePlaces.Clear();
        _measured = default;
        _columns = null;
        _copied.SetLength(0);
        OnReply?.Invoke();
    }
}
