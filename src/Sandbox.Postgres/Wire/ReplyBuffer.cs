namespace Sandbox.Postgres.Wire;

/// <summary>Gathers the messages of one statement into a <see cref="Reply"/>. A COPY FROM STDIN is refused, for there is no data.</summary>
internal sealed class ReplyBuffer : IReplySink
{
    private readonly List<IReadOnlyList<string?>> _rows = [];
    private readonly List<ServerMessage> _notices = [];
    private IReadOnlyList<Column> _columns = [];
    private string? _tag;
    private ServerMessage? _error;

    public Reply ToReply(TransactionStatus status) => new()
    {
        Columns = _columns,
        Rows = _rows,
        Tag = _tag,
        Error = _error,
        Notices = _notices,
        Status = status,
    };

    public void OnColumns(IReadOnlyList<Column> columns) => _columns = columns;

    public void OnRow(in DataRow row) => _rows.Add(row.ToArray());

    public void OnComplete(string tag) => _tag = tag;

    public void OnEmpty()
    {
        // An empty statement has no tag.
    }

    public void OnError(ServerMessage error)
    {
        _error = error;

        // The commit behind a statement that completed has failed: the statement did nothing.
        _tag = null;
    }

    public void OnNotice(ServerMessage notice) => _notices.Add(notice);

    public void OnNotification(int processId, string channel, string payload)
    {
        // A reply holds what the statement did; whoever listens for notifications streams with a sink.
    }

    public ValueTask<Stream?> OnCopyInAsync(bool binary, CancellationToken cancellationToken) => new((Stream?)null);

    public void OnCopyData(ReadOnlySpan<byte> data)
    {
        // COPY ... TO STDOUT in a reply tells its tag only; its data is streamed.
    }
}
