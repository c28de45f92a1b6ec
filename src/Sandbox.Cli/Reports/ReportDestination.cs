namespace Sandbox.Cli.Reports;

/// <summary>One report that was asked for.</summary>
/// <param name="Format">Its form.</param>
/// <param name="File">The file that it goes to; null for standard output.</param>
internal sealed record ReportDestination(ReportFormat Format, string? File);
