using System.Runtime.ExceptionServices;

namespace Sandbox.Postgres.Wire;

/// <content>Requests that somebody else has encoded.</content>
public sealed partial class WireSession
{
    // A CopyFail with an empty reason.
    private static readonly byte[] s_copyFail = [(byte)'f', 0, 0, 0, 5, 0];

    /// <summary>
    /// Sends messages as they are, and hands on what the server answers. They must end in what the server answers by exactly one ReadyForQuery: one Query, or one Sync at the end.
    /// </summary>
    /// <param name="request">Whole messages of protocol 3.</param>
    /// <param name="relay">Takes the answer. What it throws is thrown here once the server is ready again.</param>
    /// <param name="cancellationToken">Sends a cancel request; the answer is awaited all the same.</param>
    /// <returns>What came of each statement that was executed: tag, error, notices; no rows.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before the answer was complete.</exception>
    /// <exception cref="SandboxException">The connection broke (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<IReadOnlyList<Reply>> RelayAsync(ReadOnlyMemory<byte> request, IRelay relay, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(relay);
        var answer = new Relayed(this, relay);
        await ConverseAsync(answer.ReadAsync, () => WriteAsync(request), cancellationToken);
        answer.ThrowFailure();
        return answer.Replies;
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> messages)
    {
        _transport.Writer.Bytes(messages.Span);
        await _transport.FlushAsync(CancellationToken.None);
    }

    /// <summary>The answer to one request, on its way.</summary>
    private sealed class Relayed(WireSession session, IRelay relay)
    {
        private readonly List<Reply> _replies = [];
        private readonly List<ServerMessage> _notices = [];
        private ExceptionDispatchInfo? _failure;

        public IReadOnlyList<Reply> Replies => _replies;

        public void ThrowFailure() => _failure?.Throw();

        public async Task ReadAsync(Task writing)
        {
            while (true)
            {
                var message = await session._transport.Reader.ReadAsync(CancellationToken.None);
                if (message.Type == MessageType.ReadyForQuery)
                {
                    session._state.SetStatus(message.Body.Span);
                    await writing;
                    return;
                }

                Take(message);
                await TellAsync(() => relay.OnMessageAsync(message.Type, message.Body));
                if (message.Type == MessageType.CopyInResponse)
                {
                    await writing;
                    await CopyAsync();
                }
            }
        }

        private void Take(Message message)
        {
            var body = message.Body.Span;
            switch (message.Type)
            {
                case MessageType.ParameterStatus:
                    session._state.SetParameter(body);
                    break;
                case MessageType.NoticeResponse:
                    _notices.Add(ServerMessages.Read(body, session.ClientEncoding));
                    break;
                case MessageType.ErrorResponse:
                    var error = ServerMessages.Read(body, session.ClientEncoding);
                    session._state.Ending = error.EndsSession() ? error : session._state.Ending;
                    End(new Reply { Error = error });
                    break;
                case MessageType.CommandComplete:
                    End(new Reply { Tag = new BodyReader(body, session.ClientEncoding).Text() });
                    break;
                case MessageType.EmptyQueryResponse:
                    End(new Reply());
                    break;
            }
        }

        private void End(Reply reply)
        {
            _replies.Add(reply with { Notices = [.. _notices] });
            _notices.Clear();
        }

        private async Task CopyAsync()
        {
            for (var isLast = false; !isLast;)
            {
                ReadOnlyMemory<byte> messages = s_copyFail;
                isLast = true;
                await TellAsync(async () => (messages, isLast) = await relay.ReadCopyAsync());
                await session.WriteAsync(messages);
            }
        }

        /// <summary>Whoever listens may be gone; the server's answer is read to its end all the same.</summary>
        private async Task TellAsync(Func<ValueTask> tell)
        {
            if (_failure is not null)
            {
                return;
            }

            try
            {
                await tell();
            }
            catch (Exception failure)
            {
                _failure = ExceptionDispatchInfo.Capture(failure);
            }
        }
    }
}
