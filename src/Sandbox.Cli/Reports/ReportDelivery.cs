using System.CommandLine;
using Sandbox.Cli.Commands;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Reporting.Html;

namespace Sandbox.Cli.Reports;

/// <summary>Brings a report to everywhere it was asked for.</summary>
/// <param name="common">The console.</param>
/// <param name="words">The command line.</param>
internal sealed class ReportDelivery(CommonOptions common, ParseResult words)
{
    /// <summary>Writes the reports: files first, so that who sees the end on standard output finds them complete.</summary>
    /// <param name="report">The report; never cut short, even by an interruption: it is what an interrupted run has to say.</param>
    /// <param name="destinations">Where to.</param>
    /// <returns>The process's exit code.</returns>
    public async Task<ExitCode> DeliverAsync(Report report, IReadOnlyList<ReportDestination> destinations)
    {
        var exitCode = report.ExitCode;
        foreach (var destination in destinations)
        {
            if (destination.File is null)
            {
                await PrintAsync(report, destination.Format);
            }
            else if (destination is { Format: ReportFormat.Html, IsFolder: true })
            {
                foreach (var (name, write) in HtmlReporter.Pages(report))
                {
                    exitCode = await new ReportFile(common, words).SaveAsync(Path.Combine(destination.File, name), exitCode, file =>
                    {
                        write(file);
                        return file.FlushAsync();
                    });
                }
            }
            else
            {
                exitCode = await new ReportFile(common, words).SaveAsync(destination.File, exitCode, file => Reporter(destination.Format).WriteAsync(report, file, CancellationToken.None));
            }
        }

        return exitCode;
    }

    private async Task PrintAsync(Report report, ReportFormat format)
    {
        var output = common.Surroundings.Console.Out;
        var nothingRan = report is { ExitCode: ExitCode.Usage, Scripts: [], Guard: [] };
        if (report.Message is { } message && (format != ReportFormat.Text || nothingRan))
        {
            common.Error(words).Print(new TextLine(TextKind.Bad, VisibleText.Escape($"sandbox: {message}")));
        }

        if (format != ReportFormat.Text)
        {
            await Reporter(format).WriteAsync(report, output, CancellationToken.None);
        }
        else if (!nothingRan)
        {
            common.Out(words).Print(Text(common.Surroundings.Console.Width).Lines(report));
        }

        await output.FlushAsync();
    }

    private IReporter Reporter(ReportFormat format) => format switch
    {
        ReportFormat.Json => new JsonReporter(),
        ReportFormat.Markdown => new MarkdownReporter(),
        ReportFormat.Html => new HtmlReporter(),
        ReportFormat.Junit or ReportFormat.Sarif or ReportFormat.Github => new FindingReporter(format, common.Surroundings.Folder),
        _ => Text(width: null),
    };

    private TextReporter Text(int? width) => new(new TextOptions { Width = width, Detail = common.Detail(words) });
}
