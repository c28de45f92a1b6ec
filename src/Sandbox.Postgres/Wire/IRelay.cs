namespace Sandbox.Postgres.Wire;

/// <summary>Whoever sends requests of its own through a session (<see cref="WireSession.RelayAsync"/>).</summary>
public interface IRelay
{
    /// <summary>Takes a message of the server's answer: all of it but ReadyForQuery.</summary>
    /// <param name="type">The message's type (PostgreSQL manual, "Message Formats").</param>
    /// <param name="body">The body, without the length; valid during the call only.</param>
    ValueTask OnMessageAsync(byte type, ReadOnlyMemory<byte> body);

    /// <summary>Gives the next messages of a COPY FROM STDIN, whole and encoded; called until the last.</summary>
    /// <returns>The messages, and whether they end the data.</returns>
    ValueTask<(ReadOnlyMemory<byte> Messages, bool IsLast)> ReadCopyAsync();
}
