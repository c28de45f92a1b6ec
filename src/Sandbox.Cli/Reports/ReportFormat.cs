namespace Sandbox.Cli.Reports;

/// <summary>The forms that a report can be written in.</summary>
internal enum ReportFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>As <c>docs/report.schema.json</c> describes it.</summary>
    Json,
}
