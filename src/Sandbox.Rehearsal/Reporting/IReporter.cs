namespace Sandbox.Rehearsal.Reporting;

/// <summary>Writes a report in one format. What it is given was redacted before (<see cref="Redaction"/>).</summary>
public interface IReporter
{
    /// <summary>Writes the report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where to; it is neither flushed nor closed.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    Task WriteAsync(Report report, TextWriter output, CancellationToken cancellationToken);
}
