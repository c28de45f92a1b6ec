using Sandbox.Rehearsal.States;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>Whether the reverting script brought back what was before.</summary>
internal static class TextRevert
{
    public static IEnumerable<TextLine> Of(ScriptReport script)
    {
        if (script.Revert is not { } revert)
        {
            yield break;
        }

        yield return new(TextKind.Heading, "Revert");
        yield return revert.Equal switch
        {
            true => new(TextKind.Good, VisibleText.Escape($"  equal: after {revert.Path} catalog and data are as before {script.Path}")),
            false => new(TextKind.Bad, VisibleText.Escape($"  NOT EQUAL: after {revert.Path} this is not as before {script.Path}:")),
            _ => new(TextKind.Bad, VisibleText.Escape($"  not compared: {revert.Reason}")),
        };
        foreach (var line in StateReport.Differences(revert.Differences, strict: false).Concat(StateReport.NotCompared(revert.Limits)))
        {
            yield return line;
        }
    }
}
