using System.Globalization;
using System.Text.Json;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>What a psql of the past made of the scripts of a folder: the layout that tests/corpus/psql-micro/README.md describes.</summary>
internal static class Recording
{
    /// <summary>The recorded run of a script; null where there is none.</summary>
    /// <param name="script">The script.</param>
    /// <param name="version">psql's version, for example <c>15.18</c>.</param>
    public static CaseRun? Read(ScriptCase script, string version)
    {
        var folder = Path.Combine(script.Folder, $"psql-{version}");
        var output = Path.Combine(folder, $"{script.Name}.out");
        return File.Exists(output)
            ? new CaseRun(
                HiddenQueries.Leave([.. File.ReadLines(Path.Combine(folder, $"{script.Name}.jsonl")).Select(Statement).OfType<string>()], Hidden(folder, script)),
                StatementTap.Decode(File.ReadAllBytes(output)),
                ExitStatus(script, version),
                EndState: null)
            : null;
    }

    // The output of the same script with psql's -E, for the scripts that describe something.
    private static IReadOnlyList<string> Hidden(string folder, ScriptCase script) =>
        Path.Combine(folder, $"{script.Name}.hidden") is var naming && File.Exists(naming) ? HiddenQueries.In(File.ReadAllText(naming)) : [];

    private static string? Statement(string line)
    {
        using var document = JsonDocument.Parse(line);
        var message = document.RootElement;
        return message.GetProperty("t").GetString() is not ("Q" or "P") ? null
            : message.TryGetProperty("sql", out var text) ? text.GetString()
            : StatementTap.Decode(message.GetProperty("sql_b64").GetBytesFromBase64());
    }

    private static int ExitStatus(ScriptCase script, string version)
    {
        var start = $"{script.Name}\t{version}\t";
        var line = File.ReadLines(Path.Combine(script.Folder, "RESULTS.tsv")).Single(line => line.StartsWith(start, StringComparison.Ordinal));
        return int.Parse(line.Split('\t')[3], CultureInfo.InvariantCulture);
    }
}
