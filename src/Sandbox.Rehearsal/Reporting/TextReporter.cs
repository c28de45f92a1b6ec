namespace Sandbox.Rehearsal.Reporting;

/// <summary>
/// Writes the report for people: each script's transcript, checks, effects and proof, and the verdict as the last line. No line
/// holds a control character that came from data.
/// </summary>
/// <param name="options">How it is laid out.</param>
public sealed class TextReporter(TextOptions options) : IReporter
{
    /// <inheritdoc/>
    public async Task WriteAsync(Report report, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        foreach (var line in Lines(report))
        {
            await output.WriteAsync(line.Text.AsMemory(), cancellationToken);
            await output.WriteAsync("\n".AsMemory(), cancellationToken);
        }
    }

    /// <summary>The report's lines, for who wants to give them colours.</summary>
    /// <param name="report">The report.</param>
    public IEnumerable<TextLine> Lines(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return options.Detail == TextDetail.Quiet ? TextVerdict.Quiet(report) : Squeeze(Whole(report));
    }

    // Each part leaves an empty line behind it; where two parts meet, one is enough.
    private static IEnumerable<TextLine> Squeeze(IEnumerable<TextLine> lines)
    {
        TextLine? before = null;
        foreach (var line in lines)
        {
            if (!ReferenceEquals(line, TextLine.Empty) || !ReferenceEquals(before, TextLine.Empty))
            {
                yield return line;
            }

            before = line;
        }
    }

    private IEnumerable<TextLine> Whole(Report report)
    {
        foreach (var script in report.Scripts)
        {
            foreach (var line in Script(report, script))
            {
                yield return line;
            }
        }

        foreach (var line in TextRun.Of(report, options))
        {
            yield return line;
        }

        yield return TextVerdict.Of(report);
    }

    private IEnumerable<TextLine> Script(Report report, ScriptReport script)
    {
        yield return TextRun.Header(report.Target, script);
        yield return TextLine.Empty;
        IEnumerable<TextLine>[] parts =
        [
            TextTranscript.Of(script, options),
            TextChecks.Of(script, options),
            TextEffects.Of(script),
            TextEstimates.Of(script),
            TextPlayed.Of(script),
            TextRevert.Of(script),
            TextProof.Of(script.NetZero),
            TextFindings.Of(script),
            TextSnapshot.Of(script),
        ];
        foreach (var part in parts)
        {
            var any = false;
            foreach (var line in part)
            {
                any = true;
                yield return line;
            }

            if (any)
            {
                yield return TextLine.Empty;
            }
        }

        // With one script the report's own verdict line, the last of all, says it.
        if (report.Scripts.Count > 1)
        {
            yield return TextVerdict.Of(script);
            yield return TextLine.Empty;
        }
    }
}
