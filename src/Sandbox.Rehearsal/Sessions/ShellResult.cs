namespace Sandbox.Rehearsal.Sessions;

/// <summary>What a shell command came to.</summary>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="ExitCode">Its exit code.</param>
internal sealed record ShellResult(byte[] Output, string Error, int ExitCode)
{
    /// <summary>How it ended, in psql's words (wait_result_to_str); null where it ended well.</summary>
    public string? Problem => ExitCode switch
    {
        0 => null,
        126 => "command not executable",
        127 => "command not found",
        _ => FormattableString.Invariant($"child process exited with exit code {ExitCode}"),
    };
}
