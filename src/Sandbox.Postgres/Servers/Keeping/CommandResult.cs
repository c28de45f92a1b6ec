namespace Sandbox.Postgres.Servers.Keeping;

/// <summary>What a program left when it ended.</summary>
/// <param name="ExitCode">Its exit code; 0 for success.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>What it said about its failure, in one line.</summary>
    public string Complaint => LastLines(string.IsNullOrWhiteSpace(Errors) ? Output : Errors);

    /// <summary>A few non-empty lines of a text, in one line: from its first error on, or the last ones where none is called so.</summary>
    public static string LastLines(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var error = Array.FindIndex(lines, static line => line.Contains("error:", StringComparison.OrdinalIgnoreCase));
        return lines.Length == 0 ? "it said nothing" : string.Join(" | ", error < 0 ? lines.TakeLast(4) : lines.Skip(error).Take(4));
    }
}
