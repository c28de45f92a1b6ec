namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>The list of cases in which the engine is known to differ from psql, each with its reason: <c>tests/corpus/psql-differences.tsv</c>.</summary>
internal sealed class KnownDifferences
{
    /// <summary>How the reason of an entry begins that nobody has looked at.</summary>
    public const string Unreviewed = "not reviewed: ";

    private const string Header = "case\taspect\treason";

    private readonly SortedDictionary<(string Case, Aspect Aspect), string> _reasons =
        new(Comparer<(string Case, Aspect Aspect)>.Create(static (left, right) =>
            string.CompareOrdinal(left.Case, right.Case) is not 0 and var order ? order : left.Aspect.CompareTo(right.Aspect)));

    /// <summary>The entries.</summary>
    public IReadOnlyList<(string Case, Aspect Aspect, string Reason)> Entries => [.. _reasons.Select(static entry => (entry.Key.Case, entry.Key.Aspect, entry.Value))];

    /// <summary>Reads the list; an absent file is an empty one.</summary>
    /// <param name="path">The file.</param>
    public static KnownDifferences Read(string path)
    {
        var known = new KnownDifferences();
        foreach (var line in File.Exists(path) ? File.ReadLines(path).Skip(1) : [])
        {
            var cells = line.Split('\t');
            known._reasons.Add((cells[0], Enum.Parse<Aspect>(cells[1])), cells[2]);
        }

        return known;
    }

    /// <summary>Why a case differs in an aspect; null where that is not known.</summary>
    public string? Reason(string key, Aspect aspect) => _reasons.GetValueOrDefault((key, aspect));

    /// <summary>The aspects in which a case is known to differ.</summary>
    public IReadOnlySet<Aspect> Aspects(string key) => _reasons.Keys.Where(entry => entry.Case == key).Select(static entry => entry.Aspect).ToHashSet();

    /// <summary>Takes over what a run of a case found: reasons of what still differs are kept.</summary>
    /// <param name="key">The case.</param>
    /// <param name="verdict">In what it differs.</param>
    public void Update(string key, CaseVerdict verdict)
    {
        var differences = verdict.Differences.Where(static difference => !difference.IsUnstable).ToList();
        foreach (var aspect in Aspects(key).Intersect(verdict.Compared).Except(differences.Select(static difference => difference.Aspect)))
        {
            _reasons.Remove((key, aspect));
        }

        foreach (var difference in differences)
        {
            if (Reason(key, difference.Aspect) is not { } reason || reason.StartsWith(Unreviewed, StringComparison.Ordinal))
            {
                _reasons[(key, difference.Aspect)] = Unreviewed + difference.Detail.Replace('\t', ' ');
            }
        }
    }

    /// <summary>Writes the list.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) => File.WriteAllLines(path, [Header, .. Entries.Select(static entry => $"{entry.Case}\t{entry.Aspect}\t{entry.Reason}")]);
}
