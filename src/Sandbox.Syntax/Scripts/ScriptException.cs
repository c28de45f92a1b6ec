using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <summary>A script that cannot be read, or holds something that is refused: <c>file:line:column: what</c>.</summary>
public sealed class ScriptException : SandboxException
{
    /// <summary>Creates the error.</summary>
    /// <param name="exitCode">What the process exits with.</param>
    /// <param name="path">The file.</param>
    /// <param name="position">The place in it.</param>
    /// <param name="reason">What is wrong and what to do next.</param>
    public ScriptException(ExitCode exitCode, string path, TextPosition position, string reason)
        : base(exitCode, $"{path}:{position}: {reason}")
    {
        Path = path;
        Position = position;
        Reason = reason;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The place in it.</summary>
    public TextPosition Position { get; }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }
}
