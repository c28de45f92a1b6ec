using Sandbox.Syntax.Display;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting.Sources;

/// <summary>A source as it may be shown: its secrets are covered, all else stands where it stood.</summary>
internal sealed class CoveredText
{
    /// <summary>How much of a long line is shown before a finding, of it and behind it: more than a terminal has room for.</summary>
    private const int Around = 400;

    private readonly SourceFile _file;
    private readonly string _covered;
    private (int Start, int End, string Text)? _last;

    /// <summary>Covers what looks like a secret, and what a rule found to be one.</summary>
    public CoveredText(SourceFile file, IReadOnlyList<Finding> findings)
    {
        _file = file;
        var covered = SecretText.Cover(file.Text).ToCharArray();
        foreach (var secret in findings)
        {
            if (secret.Rule == RuleRegistry.PasswordInLiteral)
            {
                covered.AsSpan(secret.Start, secret.Length).Fill('*');
            }
        }

        _covered = new string(covered);
    }

    /// <summary>The line that a finding begins in; of a long one what stands around the finding.</summary>
    public Excerpt Excerpt(Finding finding)
    {
        var line = _file.Lines.LineOf(finding.Start);
        var (start, end) = (_file.Lines.StartOf(line), _file.Lines.EndOf(line));
        (start, end) = (Whole(Math.Max(start, finding.Start - Around)), Whole(Math.Min(end, finding.Start + (2 * Around))));
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
        if (_last is not { } last || last.Start != start || last.End != end)
        {
            // Many findings may stand in one long line.
            last = (start, end, string.Join(' ', Shown(start, Math.Max(start, end)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
            _last = last;
        }

        return last.Text;
    }

    /// <summary>A place that cuts no character in two.</summary>
    private int Whole(int place) => place > 0 && place < _file.Text.Length && char.IsLowSurrogate(_file.Text[place]) ? place - 1 : place;

    /// <summary>A part of the text, its secrets covered.</summary>
    private string Shown(int start, int end) => SecretText.Shorten(_file.Text.AsSpan(start, end - start), _covered.AsSpan(start, end - start));
}
