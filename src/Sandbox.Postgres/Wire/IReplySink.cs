namespace Sandbox.Postgres.Wire;

/// <summary>
/// Takes the server's replies as they come, without buffering: for every statement first columns and rows (if any), then exactly
/// one of <see cref="OnComplete"/>, <see cref="OnEmpty"/> or <see cref="OnError"/>. Notices may come at any time. Where the server
/// commits only at the end of a request, the error of that commit comes to <see cref="OnError"/> behind the last completion.
/// What a method throws ends the session's call once the server is ready again; nothing more is told until then.
/// </summary>
public interface IReplySink
{
    /// <summary>RowDescription: a result with rows begins.</summary>
    void OnColumns(IReadOnlyList<Column> columns);

    /// <summary>DataRow: one row of the result. The row is valid during the call only.</summary>
    void OnRow(in DataRow row);

    /// <summary>CommandComplete, with the command tag; an empty one where a rule's query is over and another one's result follows.</summary>
    void OnComplete(string tag);

    /// <summary>EmptyQueryResponse.</summary>
    void OnEmpty();

    /// <summary>ErrorResponse: the statement failed.</summary>
    void OnError(ServerMessage error);

    /// <summary>NoticeResponse.</summary>
    void OnNotice(ServerMessage notice);

    /// <summary>NotificationResponse: a NOTIFY arrived.</summary>
    void OnNotification(int processId, string channel, string payload);

    /// <summary>
    /// CopyInResponse: the server waits for COPY data. Returns the bytes to send, read to its end; null refuses the COPY (CopyFail).
    /// The stream stays the sink's to dispose. It is read while other methods here are called, for the server may speak meanwhile,
    /// and with a token that is cancelled as soon as the COPY fails.
    /// </summary>
    ValueTask<Stream?> OnCopyInAsync(bool binary, CancellationToken cancellationToken);

    /// <summary>CopyData of a COPY TO STDOUT: one chunk of bytes, valid during the call only.</summary>
    void OnCopyData(ReadOnlySpan<byte> data);
}
