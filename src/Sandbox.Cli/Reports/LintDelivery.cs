using System.CommandLine;
using Sandbox.Cli.Commands;
using Sandbox.Cli.Console;
using Sandbox.Linting;
using Sandbox.Linting.Reporting;

namespace Sandbox.Cli.Reports;

/// <summary>Brings what lint found to everywhere it was asked for.</summary>
/// <param name="common">The console.</param>
/// <param name="words">The command line.</param>
internal sealed class LintDelivery(CommonOptions common, ParseResult words)
{
    /// <summary>Writes the reports: files first, so that who sees the end on standard output finds them complete.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="destinations">Where to.</param>
    /// <returns>The process's exit code.</returns>
    public async Task<ExitCode> DeliverAsync(LintReport report, IReadOnlyList<ReportDestination> destinations)
    {
        var exitCode = report.Found.ExitCode;
        foreach (var (format, path) in destinations)
        {
            if (path is not null)
            {
                exitCode = await new ReportFile(common, words).SaveAsync(path, exitCode, file =>
                {
                    Write(report, format, file, new LinePrinter(file, hasColors: false, width: null));
                    return file.FlushAsync();
                });
                continue;
            }

            if (format != ReportFormat.Text)
            {
                // The text has them among its lines; who reads another form on standard output sees here why the run did not go well.
                common.Error(words).Print(report.Found.Problems.Select(static problem => new TextLine(TextKind.Bad, VisibleText.Escape($"sandbox: {problem}"))));
            }

            var output = common.Surroundings.Console.Out;
            Write(report, format, output, common.Out(words));
            await output.FlushAsync();
        }

        return exitCode;
    }

    private void Write(LintReport report, ReportFormat format, TextWriter output, LinePrinter lines)
    {
        switch (format)
        {
            case ReportFormat.Json:
                LintJson.Write(report, output);
                break;
            case ReportFormat.Sarif:
                SarifWriter.Write(report.Found, output);
                break;
            case ReportFormat.Github:
                GithubWriter.Write(report.Found, output);
                break;
            case ReportFormat.Junit:
                JunitWriter.Write("sandbox lint", JunitWriter.Suites(report.Found, report.Threshold), output);
                break;
            case ReportFormat.Markdown:
                MarkdownText.Write(report, output);
                break;
            default:
                lines.Print(LintText.Lines(report, common.Detail(words), common.Surroundings.Console.Width));
                break;
        }
    }
}
