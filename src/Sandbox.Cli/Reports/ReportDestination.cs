namespace Sandbox.Cli.Reports;

/// <summary>One report that was asked for.</summary>
/// <param name="Format">Its form.</param>
/// <param name="File">The file that it goes to, or the folder; null for standard output.</param>
internal sealed record ReportDestination(ReportFormat Format, string? File)
{
    /// <summary>Whether it goes to a folder, as a page a script and an index.</summary>
    public bool IsFolder => Directory.Exists(File);
}
