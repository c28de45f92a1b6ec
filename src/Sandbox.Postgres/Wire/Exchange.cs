using System.Runtime.ExceptionServices;

namespace Sandbox.Postgres.Wire;

/// <summary>
/// One conversation: what is read from the server between a request and its ReadyForQuery. The order and the counts of the
/// messages are checked; what a sink throws is kept until the conversation is over, so that the session stays usable.
/// </summary>
/// <param name="transport">The connection.</param>
/// <param name="state">The session's state, which messages change at any time.</param>
/// <param name="sink">Takes the replies.</param>
/// <param name="statements">How many statements are executed under one Sync; null for a Query message, which may hold any number.</param>
/// <param name="cancellationToken">Stops the data of a COPY FROM STDIN.</param>
internal sealed class Exchange(Transport transport, SessionState state, IReplySink sink, int? statements, CancellationToken cancellationToken) : IDisposable
{
    private const int NoResult = -1;

    /// <summary>The fields of a column besides its name: table, attribute, type, length, modifier, format.</summary>
    private const int ColumnFieldsLength = 18;

    private readonly CancellationTokenSource _stopCopy = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private IReplySink _sink = sink;
    private ExceptionDispatchInfo? _sinkFailure;
    private ServerMessage? _error;
    private int _columnCount = NoResult;
    private bool _isCopyingOut;
    private CopyIn? _copyIn;
    private bool _isMarkerSeen;
    private bool _isSettled;
    private string _lastTag = "";
    private byte[] _lastTagBytes = [];

    /// <summary>The statements that completed.</summary>
    public int Completed { get; private set; }

    /// <summary>The error that ended the conversation's work; null where there was none. Read by the writing side too.</summary>
    public ServerMessage? Error => Volatile.Read(ref _error);

    /// <summary>Whether the request ends by Flush and not by Sync, so that no ReadyForQuery comes: its own end ends the conversation.</summary>
    public bool IsUnsynced { get; init; }

    /// <summary>Whether a function is called, whose result comes in one message.</summary>
    public bool IsCall { get; init; }

    /// <summary>The result of that function; empty until it came, and for SQL's NULL.</summary>
    public ReadOnlyMemory<byte> Result { get; private set; }

    private bool IsOver => Error is not null || (statements == 0 ? _isSettled : Completed == statements);

    /// <summary>Reads to the last ReadyForQuery, or to the end of an unsynced request.</summary>
    /// <param name="writing">The request on its way, awaited before the conversation ends.</param>
    public async Task ReadAsync(Task writing)
    {
        while (true)
        {
            var message = await transport.Reader.ReadAsync(CancellationToken.None);
            switch (message.Type)
            {
                case MessageType.CopyInResponse:
                    await BeginCopyInAsync(message.Body, writing);
                    break;
                case MessageType.ReadyForQuery:
                    state.SetStatus(message.Body.Span);
                    if (_copyIn is { IsMarked: true } && !_isMarkerSeen)
                    {
                        break;
                    }

                    if (Error is null && (Completed < statements || _copyIn is { IsOver: false } || (IsCall && !_isSettled)))
                    {
                        throw new ProtocolViolationException("the server is ready before its work is over");
                    }

                    await writing;
                    await (_copyIn?.Sending ?? Task.CompletedTask);
                    return;
                default:
                    Handle(message);
                    if (IsUnsynced && IsOver)
                    {
                        await writing;
                        return;
                    }

                    break;
            }
        }
    }

    /// <summary>Throws what the sink threw, now that the conversation is over.</summary>
    public void ThrowSinkFailure() => _sinkFailure?.Throw();

    public void Dispose()
    {
        _stopCopy.Cancel();
        _copyIn?.Abandon();
        _stopCopy.Dispose();
    }

    private void Handle(Message message)
    {
        var body = message.Body.Span;
        switch (message.Type)
        {
            case MessageType.DataRow when _columnCount >= 0:
                TellRow(DataRow.Read(body, _columnCount, state.Encoding));
                break;
            case MessageType.CopyData when _isCopyingOut:
                TellCopyData(body);
                break;
            case MessageType.RowDescription when _columnCount < 0:
                BeginResult(body);
                break;
            case MessageType.RowDescription when statements is null:
                // A rule made several queries of one statement: each has a result, the last one alone a tag.
                Tell(string.Empty, static (sink, tag) => sink.OnComplete(tag));
                BeginResult(body);
                break;
            case MessageType.CommandComplete:
                EndStatement(ReadTag(body));
                break;
            case MessageType.FunctionCallResponse when IsCall && !_isSettled:
                Result = ReadResult(body);
                _isSettled = true;
                break;
            case MessageType.EmptyQueryResponse:
                EndStatement(tag: null);
                break;
            case MessageType.ErrorResponse:
                Fail(ServerMessages.Read(body, state.Encoding));
                break;
            case MessageType.NoticeResponse:
                Tell(ServerMessages.Read(body, state.Encoding), static (sink, notice) => sink.OnNotice(notice));
                break;
            case MessageType.NotificationResponse:
                Notify(body);
                break;
            case MessageType.ParameterStatus:
                state.SetParameter(body);
                break;
            case MessageType.CopyOutResponse when !_isCopyingOut:
                _isCopyingOut = true;
                break;
            case MessageType.CopyDone when _isCopyingOut:
                _isCopyingOut = false;
                break;
            case MessageType.CloseComplete:
                _isMarkerSeen = _copyIn is not null;
                _isSettled = true;
                break;
            case MessageType.ParseComplete when statements is not null:
                _isSettled = true;
                break;
            case MessageType.BindComplete or MessageType.NoData or MessageType.ParameterDescription when statements is not null:
                break;
            default:
                throw new ProtocolViolationException($"message type 0x{message.Type:x2} where it cannot be");
        }
    }

    private void BeginResult(ReadOnlySpan<byte> body)
    {
        var reader = new BodyReader(body, state.Encoding);
        var count = (ushort)reader.Int16();
        if (count * (ColumnFieldsLength + 1) > reader.Remaining)
        {
            throw new ProtocolViolationException($"{count} columns in {body.Length} bytes");
        }

        var columns = new Column[count];
        for (var i = 0; i < count; i++)
        {
            var name = reader.Text();
            _ = reader.Take(6);
            var type = (uint)reader.Int32();
            _ = reader.Take(2);
            columns[i] = new Column(name, type, reader.Int32());
            _ = reader.Take(2);
        }

        reader.ExpectEnd();
        _columnCount = count;
        Tell(columns, static (sink, columns) => sink.OnColumns(columns));
    }

    private void EndStatement(string? tag)
    {
        if (Error is not null || Completed == statements || _isCopyingOut || _copyIn is { IsOver: false })
        {
            throw new ProtocolViolationException("a statement completes that was not sent or is not over");
        }

        Completed++;
        _columnCount = NoResult;
        if (tag is null)
        {
            Tell(tag, static (sink, _) => sink.OnEmpty());
        }
        else
        {
            Tell(tag, static (sink, tag) => sink.OnComplete(tag));
        }
    }

    private void Fail(ServerMessage error)
    {
        if (error.EndsSession())
        {
            state.Ending = error;
        }
        else if (Error is not null)
        {
            throw new ProtocolViolationException("a second error before the server is ready");
        }

        _columnCount = NoResult;
        _isCopyingOut = false;
        if (Error is null)
        {
            Volatile.Write(ref _error, error);
            _stopCopy.Cancel();
            Tell(error, static (sink, error) => sink.OnError(error));
        }
    }

    private void Notify(ReadOnlySpan<byte> body)
    {
        var reader = new BodyReader(body, state.Encoding);
        var processId = reader.Int32();
        var channel = reader.Text();
        var payload = reader.Text();
        reader.ExpectEnd();
        Tell((processId, channel, payload), static (sink, notification) => sink.OnNotification(notification.processId, notification.channel, notification.payload));
    }

    private async Task BeginCopyInAsync(ReadOnlyMemory<byte> body, Task writing)
    {
        if (Error is not null || Completed >= statements || _isCopyingOut)
        {
            throw new ProtocolViolationException("the server asks for COPY data that nobody announced");
        }

        if (Completed < statements - 1)
        {
            // The next statement's Parse is on its way and ends this COPY in an error of the server.
            return;
        }

        var isBinary = body.Span is [1, ..];
        await writing;
        await (_copyIn?.Sending ?? Task.CompletedTask);
        Stream? source = null;
        try
        {
            source = await _sink.OnCopyInAsync(isBinary, _stopCopy.Token);
        }
        catch (Exception failure)
        {
            FailSink(failure);
        }

        _copyIn = new CopyIn(transport, isMarked: statements is not null);
        _copyIn.Start(source, FailSink, _stopCopy.Token);
    }

    private byte[] ReadResult(ReadOnlySpan<byte> body)
    {
        var reader = new BodyReader(body, state.Encoding);
        var length = reader.Int32();
        var result = length == NoResult ? [] : reader.Take(length).ToArray();
        reader.ExpectEnd();
        return result;
    }

    private string ReadTag(ReadOnlySpan<byte> body)
    {
        var reader = new BodyReader(body, state.Encoding);
        var bytes = reader.TextBytes();
        reader.ExpectEnd();
        if (!bytes.SequenceEqual(_lastTagBytes))
        {
            // A batch of small statements repeats its tag: one string serves them all.
            _lastTagBytes = bytes.ToArray();
            _lastTag = state.Encoding.GetString(bytes);
        }

        return _lastTag;
    }

    private void TellRow(in DataRow row)
    {
        try
        {
            _sink.OnRow(row);
        }
        catch (Exception failure)
        {
            FailSink(failure);
        }
    }

    private void TellCopyData(ReadOnlySpan<byte> data)
    {
        try
        {
            _sink.OnCopyData(data);
        }
        catch (Exception failure)
        {
            FailSink(failure);
        }
    }

    private void Tell<T>(T contents, Action<IReplySink, T> message)
    {
        try
        {
            message(_sink, contents);
        }
        catch (Exception failure)
        {
            FailSink(failure);
        }
    }

    private void FailSink(Exception failure)
    {
        Interlocked.CompareExchange(ref _sinkFailure, ExceptionDispatchInfo.Capture(failure), comparand: null);
        _sink = SilentSink.Instance;
    }
}
