using Sandbox.Syntax.Display;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Text;

namespace Sandbox.Linting.Reporting;

/// <summary>A finding with its place in a file. It holds no secret.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Severity">What it weighs here.</param>
/// <param name="Path">The file, with slashes: from the working folder where it lies below it.</param>
/// <param name="Start">Its first character.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="Message">What is wrong and what to do, one line.</param>
public sealed record PlacedFinding(Rule Rule, RuleSeverity Severity, string Path, TextPosition Start, TextPosition End, string Message)
{
    /// <summary>Sixteen hexadecimal digits that stay the same when lines move or the file is renamed; null where nobody computed them.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The line that it begins in; null where it is not at hand.</summary>
    public Excerpt? Excerpt { get; init; }
}
