namespace Sandbox.Postgres.Wire;

/// <summary>Takes what nobody wants to hear: the rest of a reply whose sink has failed, and the notices of a bare Parse.</summary>
internal sealed class SilentSink : IReplySink
{
    public static readonly SilentSink Instance = new();

    private SilentSink()
    {
    }

    public void OnColumns(IReadOnlyList<Column> columns)
    {
    }

    public void OnRow(in DataRow row)
    {
    }

    public void OnComplete(string tag)
    {
    }

    public void OnEmpty()
    {
    }

    public void OnError(ServerMessage error)
    {
    }

    public void OnNotice(ServerMessage notice)
    {
    }

    public void OnNotification(int processId, string channel, string payload)
    {
    }

    public ValueTask<Stream?> OnCopyInAsync(bool binary, CancellationToken cancellationToken) => new((Stream?)null);

    public void OnCopyData(ReadOnlySpan<byte> data)
    {
    }
}
