namespace Sandbox.Postgres;

/// <summary>The server refused a statement that the harness itself sent, or a connection.</summary>
public sealed class ServerErrorException : SandboxException
{
    /// <summary>Wraps the server's error.</summary>
    /// <param name="error">The error as the server sent it.</param>
    public ServerErrorException(ServerMessage error)
        : base(ExitCode.Unavailable, $"{error?.InvariantSeverity}: {error?.Text} (SQLSTATE {error?.SqlState})")
    {
        ArgumentNullException.ThrowIfNull(error);
        Error = error;
    }

    /// <summary>The error as the server sent it.</summary>
    public ServerMessage Error { get; }
}
