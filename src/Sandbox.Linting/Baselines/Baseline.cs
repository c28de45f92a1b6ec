using Sandbox.Linting.Reporting;
using Sandbox.Linting.Sources;

namespace Sandbox.Linting.Baselines;

/// <summary>The findings that are known. Each entry stands for one finding, in its file or, where nobody finds it there, in the file that the first one became.</summary>
/// <param name="entries">The entries.</param>
/// <param name="folder">The folder that their paths start from.</param>
internal sealed class Baseline(IReadOnlyList<BaselineEntry> entries, string folder)
{
    /// <summary>The entry that would stand for a finding.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="workingFolder">The folder that its path starts from.</param>
    public BaselineEntry EntryOf(PlacedFinding finding, string workingFolder) =>
        new(finding.Rule.Id, LintPaths.Name(folder, Path.GetFullPath(finding.Path, workingFolder)), finding.Fingerprint!);

    /// <summary>Takes the known findings away.</summary>
    /// <param name="findings">All that was found.</param>
    /// <param name="workingFolder">The folder that their paths start from.</param>
    /// <returns>The findings that are not known, and the entries that nobody found.</returns>
    public (IReadOnlyList<PlacedFinding> New, IReadOnlyList<BaselineEntry> Unmatched) Match(IReadOnlyList<PlacedFinding> findings, string workingFolder)
    {
        var open = new HashSet<BaselineEntry>(entries);
        var unknown = findings.Where(finding => !open.Remove(EntryOf(finding, workingFolder))).ToList();

        // A file that is still there has its own entries; only those of one that is gone may have moved.
        var moved = open.Where(entry => !File.Exists(Path.GetFullPath(entry.Path, folder)))
            .GroupBy(static entry => (entry.RuleId, entry.Fingerprint))
            .ToDictionary(static group => group.Key, static group => new Queue<BaselineEntry>(group.OrderBy(static entry => entry.Path, StringComparer.Ordinal)));
        var left = unknown.Where(finding => !(moved.GetValueOrDefault((finding.Rule.Id, finding.Fingerprint!)) is { } queue && queue.TryDequeue(out var entry) && open.Remove(entry))).ToList();
        return (left, [.. entries.Where(open.Contains)]);
    }

    /// <summary>Whether an entry that nobody found means nothing any more: its file was looked at with its rule on, or is gone.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="linted">The full paths of the files that were looked at.</param>
    /// <param name="options">Which rules are on.</param>
    public bool IsStale(BaselineEntry entry, IReadOnlySet<string> linted, LintOptions options)
    {
        var path = Path.GetFullPath(entry.Path, folder);
        return !File.Exists(path) || (linted.Contains(path) && (Syntax.Rules.RuleRegistry.Find(entry.RuleId) is not { } rule || options.SeverityOf(rule) is not null));
    }
}
