namespace Sandbox.Lifecycle.Plans;

/// <summary>A stage of a plan failed.</summary>
/// <param name="exitCode">What it came to.</param>
/// <param name="message">One line.</param>
internal sealed class StageFailedException(int exitCode, string message) : Exception(message)
{
    /// <summary>What it came to: an <see cref="Sandbox.ExitCode"/>, or what its program exited with.</summary>
    public int Code => exitCode;
}
