namespace Sandbox.Rehearsal.Reporting;

/// <summary>The checks, one a row.</summary>
internal static class TextChecks
{
    public static readonly string[] Columns = ["seq", "check", "expected", "actual", "verdict"];

    public static IEnumerable<TextLine> Of(ScriptReport script, TextOptions options)
    {
        if (script.Checks.Count == 0)
        {
            yield break;
        }

        yield return new(TextKind.Heading, "Checks");
        string?[][] rows = [.. script.Checks.Select(check => (string?[])[check.Seq, check.Name, check.Expected, check.Actual, check.Verdict])];
        foreach (var (row, text) in TextTable.Lines(Columns, rows, options.Width))
        {
            yield return new(row < 0 ? TextKind.Plain : script.Checks[row].Passed ? TextKind.Good : TextKind.Bad, text) { IsLaidOut = true };
        }
    }
}
