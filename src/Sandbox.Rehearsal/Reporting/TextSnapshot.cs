using Sandbox.Rehearsal.Snapshots;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>How the results compare with the accepted ones, and what to do.</summary>
internal static class TextSnapshot
{
    public static IEnumerable<TextLine> Of(ScriptReport script)
    {
        var snapshot = script.Snapshot;
        if (snapshot.Status == SnapshotStatus.None)
        {
            yield break;
        }

        yield return new(TextKind.Heading, "Snapshot");
        var verified = VisibleText.Escape(snapshot.Path ?? SnapshotNaming.For(script.Path).VerifiedPath);
        if (snapshot.Status == SnapshotStatus.Matched)
        {
            yield return new(TextKind.Good, $"  matches {verified}");
            yield break;
        }

        yield return snapshot.Status == SnapshotStatus.New
            ? new(TextKind.Attention, $"  new: there is no {verified} yet")
            : new(TextKind.Bad, $"  changed: differs from {verified}");
        if (snapshot.Difference is { } difference)
        {
            foreach (var line in DifferenceText.Lines(difference))
            {
                yield return line;
            }
        }

        yield return new(TextKind.Plain, $"  when it is right: sandbox accept {Quote(VisibleText.Escape(script.Path))}");
    }

    // As a POSIX shell takes it back when it is pasted.
    private static string Quote(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+' or ':' or '\\')
            ? path
            : $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
