namespace Sandbox.Postgres.Wire;

/// <summary>The server answered a connection with an error.</summary>
internal sealed class RefusedException(ServerMessage error) : Exception(error.OneLine())
{
    public ServerMessage Error { get; } = error;
}
