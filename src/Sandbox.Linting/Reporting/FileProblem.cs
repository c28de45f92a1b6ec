using Sandbox.Syntax.Text;

namespace Sandbox.Linting.Reporting;

/// <summary>A file that could not be read as what it should be, so that nothing is known of it.</summary>
/// <param name="Path">The file, with slashes.</param>
/// <param name="Place">Where in it; null for all of it.</param>
/// <param name="Message">What is wrong and what to do, one line.</param>
public sealed record FileProblem(string Path, TextPosition? Place, string Message)
{
    /// <summary><c>path:line:column: message</c>.</summary>
    public override string ToString() => Place is { } place ? $"{Path}:{place}: {Message}" : $"{Path}: {Message}";
}
