using Microsoft.Extensions.Logging;

namespace Sandbox.Rehearsal.Telemetry;

/// <summary>What a rehearsal tells the log, secrets taken out.</summary>
internal static partial class RehearsalLog
{
    [LoggerMessage(1, LogLevel.Information, "rehearsing {Script} on {Database}, lane {Lane}")]
    public static partial void Begins(ILogger logger, string script, string database, string lane);

    [LoggerMessage(2, LogLevel.Debug, "{Script}:{Line}: {Command} took {ElapsedMs} ms, {Rows} rows")]
    public static partial void Played(ILogger logger, string script, int line, string command, double? elapsedMs, long? rows);

    [LoggerMessage(3, LogLevel.Warning, "{Script}:{Line}: {Command} failed: {Error}")]
    public static partial void Failed(ILogger logger, string script, int line, string command, string error);

    [LoggerMessage(4, LogLevel.Information, "{Script}: {Verdict} after {ElapsedMs} ms, {Proof}")]
    public static partial void Ends(ILogger logger, string script, string verdict, double elapsedMs, string proof);

    [LoggerMessage(5, LogLevel.Error, "{Script}: {Verdict} after {ElapsedMs} ms: {Reason}")]
    public static partial void EndsBadly(ILogger logger, string script, string verdict, double elapsedMs, string reason);
}
