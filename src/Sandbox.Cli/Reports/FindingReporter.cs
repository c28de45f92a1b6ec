using Sandbox.Linting.Reporting;
using Sandbox.Rehearsal.Reporting;

namespace Sandbox.Cli.Reports;

/// <summary>Writes a rehearsal's report in the forms that lint's findings have too.</summary>
/// <param name="format">The form: JUnit, SARIF or GitHub's.</param>
/// <param name="folder">The folder that the paths start from.</param>
internal sealed class FindingReporter(ReportFormat format, string folder) : IReporter
{
    /// <inheritdoc/>
    public Task WriteAsync(Report report, TextWriter output, CancellationToken cancellationToken)
    {
        switch (format)
        {
            case ReportFormat.Junit:
                JunitWriter.Write("sandbox rehearse", RehearsalSuites.Of(report), output);
                break;
            case ReportFormat.Sarif:
                SarifWriter.Write(RehearsalFindings.Of(report, folder), output);
                break;
            case ReportFormat.Github:
                GithubWriter.Write(RehearsalFindings.Of(report, folder), output);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "no form of findings");
        }

        return Task.CompletedTask;
    }
}
