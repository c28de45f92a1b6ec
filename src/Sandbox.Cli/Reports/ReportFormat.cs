namespace Sandbox.Cli.Reports;

/// <summary>The forms that a report can be written in.</summary>
internal enum ReportFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>As the schemas in <c>docs</c> describe it.</summary>
    Json,

    /// <summary>A summary with tables.</summary>
    Markdown,

    /// <summary>A page for a browser.</summary>
    Html,

    /// <summary>The XML that build servers show as tests.</summary>
    Junit,

    /// <summary>SARIF 2.1.0, which code hosts and editors read.</summary>
    Sarif,

    /// <summary>GitHub's workflow commands.</summary>
    Github,
}
