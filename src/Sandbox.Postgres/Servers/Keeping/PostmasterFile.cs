using System.Globalization;

namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>What a postmaster wrote about itself into <c>postmaster.pid</c> (PostgreSQL source, <c>pidfile.h</c>).</summary>
/// <param name="ProcessId">The postmaster's process id.</param>
/// <param name="DataDirectory">Its data folder.</param>
/// <param name="StartedAt">When it started, in whole seconds.</param>
/// <param name="IsReady">Whether it accepts connections.</param>
internal sealed record PostmasterFile(int ProcessId, string DataDirectory, DateTimeOffset StartedAt, bool IsReady)
{
    private const int ProcessIdLine = 0, DataDirectoryLine = 1, StartLine = 2, StatusLine = 7;

    /// <summary>Reads the file; null where there is none or it is still being written.</summary>
    /// <param name="dataDirectory">The data folder.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<PostmasterFile?> ReadAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        string[] lines;
        try
        {
            var path = Path.Combine(dataDirectory, "postmaster.pid");
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            lines = (await reader.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.TrimEntries);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        return lines.Length > StartLine
            && int.TryParse(lines[ProcessIdLine], NumberStyles.Integer, CultureInfo.InvariantCulture, out var processId)
            && long.TryParse(lines[StartLine], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? new PostmasterFile(
                    processId, lines[DataDirectoryLine], DateTimeOffset.FromUnixTimeSeconds(seconds), lines.Length > StatusLine && lines[StatusLine] is "ready")
                : null;
    }
}
