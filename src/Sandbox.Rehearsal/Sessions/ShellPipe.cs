using System.Text;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>Collects what goes into a shell command (psql's <c>\o |command</c> and <c>\g |command</c>), which runs once all of it is there.</summary>
/// <param name="command">The shell command.</param>
internal sealed class ShellPipe(string command) : TextWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>The shell command.</summary>
    public string Command => command;

    /// <summary>What was written.</summary>
    public string Text => _text.ToString();

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => _text.Append(value);

    /// <inheritdoc/>
    public override void Write(string? value) => _text.Append(value);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => _text.Append(buffer);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => _text.Append(buffer, index, count);
}
