namespace Sandbox;

/// <summary>
/// An error that ends a command: one line that says what happened, where (<c>file:line:column</c>) and what to do next,
/// with the exit code that the process ends with.
/// </summary>
public class SandboxException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="exitCode">What the process exits with when nothing handles the error.</param>
    /// <param name="message">One line: what, where, what to do next.</param>
    /// <param name="innerException">The cause, if another error led here.</param>
    public SandboxException(ExitCode exitCode, string message, Exception? innerException = null)
        : base(message, innerException) => ExitCode = exitCode;

    /// <summary>What the process exits with when nothing handles the error.</summary>
    public ExitCode ExitCode { get; }
}
