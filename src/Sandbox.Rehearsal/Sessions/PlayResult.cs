namespace Sandbox.Rehearsal.Sessions;

/// <summary>How playing a script ended.</summary>
/// <param name="ExitStatus">psql's exit status: 0 at the end, errors on the way or not; 2 where the connection was lost; 3 where ON_ERROR_STOP stopped it.</param>
public sealed record PlayResult(int ExitStatus)
{
    /// <summary>The script came to its end.</summary>
    public static PlayResult Finished { get; } = new(0);

    /// <summary>It has no connection any more.</summary>
    public static PlayResult Disconnected { get; } = new(2);

    /// <summary>ON_ERROR_STOP stopped it.</summary>
    public static PlayResult Stopped { get; } = new(3);

    /// <summary>Whether the script came to its end.</summary>
    public bool IsFinished => ExitStatus == 0;
}
