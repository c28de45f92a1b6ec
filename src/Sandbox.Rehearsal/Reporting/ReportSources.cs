using Sandbox.Syntax.Rules;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>Gives findings and errors the lines that they are about, as they stand in the files, secrets covered.</summary>
/// <param name="folder">The folder that relative paths start from.</param>
internal sealed class ReportSources(string folder)
{
    /// <summary>A longer script is a dump, of which nobody holds the whole in memory.</summary>
    public const int LongestText = 16 << 20;

    private readonly Dictionary<string, SourceText?> _texts = new(StringComparer.Ordinal);

    /// <summary>The report with the lines; those of a file that cannot be read any more are left out.</summary>
    /// <param name="report">The report.</param>
    public Report Add(Report report) => report with { Scripts = [.. report.Scripts.Select(Add)] };

    private ScriptReport Add(ScriptReport script)
    {
        // What only the rule takes for a secret is in no line that is shown.
        var hidden = script.Hazards.Where(static hazard => string.Equals(hazard.RuleId, RuleRegistry.PasswordInLiteral.Id, StringComparison.Ordinal)).Select(hazard => (hazard.Path ?? script.Path, hazard.Line)).ToHashSet();
        return script with
        {
            Hazards = [.. script.Hazards.Select(hazard => hazard with { Source = At(hazard.Path ?? script.Path, hazard.Line, hazard.Column) })],
            Steps = !script.Steps.Any(static step => step.Error is not null) ? script.Steps
                : [.. script.Steps.Select(step => step.Error is { } error ? step with { Error = error with { Source = At(step.Path, error.Line, error.Column) } } : step)],
        };

        Excerpt? At(string path, int line, int column) => hidden.Contains((path, line)) ? null : TextOf(path)?.At(line, column);
    }

    private SourceText? TextOf(string path)
    {
        if (!_texts.TryGetValue(path, out var text))
        {
            text = Read(Path.GetFullPath(path, folder));
            _texts[path] = text;
        }

        return text;
    }

    private static SourceText? Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= LongestText } ? new SourceText(File.ReadAllText(path)) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It went, or was closed to us, while the run lasted: the report has the place all the same.
            return null;
        }
    }
}
