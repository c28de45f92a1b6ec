using Sandbox.Syntax.Display;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting.Sources;

/// <summary>A source as it may be shown: its secrets are covered, all else stands where it stood.</summary>
internal sealed class CoveredText
{
    private readonly SourceFile _file;
    private readonly string _covered;

    /// <summary>Covers what looks like a secret, and what a rule found to be one.</summary>
    public CoveredText(SourceFile file, IReadOnlyList<Finding> findings)
    {
        _file = file;
        _covered = SecretText.Cover(file.Text);
        foreach (var secret in findings)
        {
            if (secret.Rule == RuleRegistry.PasswordInLiteral)
            {
                _covered = string.Concat(_covered.AsSpan(0, secret.Start), new string('*', secret.Length), _covered.AsSpan(secret.End));
            }
        }
    }

    /// <summary>The line that a finding begins in.</summary>
    public Excerpt Excerpt(Finding finding)
    {
        var line = _file.Lines.LineOf(finding.Start);
        var (start, end) = (_file.Lines.StartOf(line), _file.Lines.EndOf(line));
        var before = Shown(start, finding.Start);
        var inside = Shown(finding.Start, Math.Clamp(finding.End, finding.Start, Math.Max(finding.Start, end)));
        var behind = Shown(Math.Clamp(finding.End, Math.Min(finding.Start, end), end), end);
        return new Excerpt(before + inside + behind, before.Length, Math.Max(1, inside.Length));
    }

    /// <summary>The lines that a finding stands in, blanks at their ends and in them made even: what is left of them when they move.</summary>
    public string Lines(Finding finding)
    {
        var start = _file.Lines.StartOf(_file.Lines.LineOf(finding.Start));
        var end = _file.Lines.EndOf(_file.Lines.LineOf(finding.End - 1));
        return string.Join(' ', Shown(start, Math.Max(start, end)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A part of the text, its secrets covered.</summary>
    private string Shown(int start, int end) => SecretText.Shorten(_file.Text.AsSpan(start, end - start), _covered.AsSpan(start, end - start));
}
