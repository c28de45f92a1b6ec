using System.CommandLine;
using System.Text;
using Sandbox.Cli.Commands;
using Sandbox.Rehearsal.Reporting;

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
            else if (await SaveAsync(report, destination.Format, destination.File) is { } problem)
            {
                common.Error(words).Print(new TextLine(TextKind.Bad, VisibleText.Escape($"sandbox: {destination.File}: the report cannot be written: {problem}")));
                exitCode = exitCode == ExitCode.Success ? ExitCode.Usage : exitCode;
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

        if (format == ReportFormat.Json)
        {
            await new JsonReporter().WriteAsync(report, output, CancellationToken.None);
        }
        else if (!nothingRan)
        {
            common.Out(words).Print(Text(common.Surroundings.Console.Width).Lines(report));
        }

        await output.FlushAsync();
    }

    private async Task<string?> SaveAsync(Report report, ReportFormat format, string path)
    {
        IReporter reporter = format == ReportFormat.Json ? new JsonReporter() : Text(width: null);
        try
        {
            await using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            await reporter.WriteAsync(report, file, CancellationToken.None);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    private TextReporter Text(int? width) => new(new TextOptions { Width = width, Detail = common.Detail(words) });
}
