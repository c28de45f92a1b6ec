using Sandbox.Rehearsal.Planning;

namespace Sandbox.Rehearsal.Effects;

/// <summary>
/// Which statement gave a relation a new file (<c>pg_relation_filenode</c>): that is what TRUNCATE and every rewrite do. Looked at under AccessExclusiveLock, without which no
/// file can change; what it was before the run is known once the run is rolled back.
/// </summary>
internal sealed class FileLog
{
    private readonly List<Seen> _seen = [];
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);

    /// <summary>Takes what is locked after a statement.</summary>
    /// <param name="locks">The locks held.</param>
    /// <param name="command">The statement's command.</param>
    /// <param name="text">The statement.</param>
    /// <param name="line">Its line.</param>
    /// <returns>The oids of the relations that were seen in another file before.</returns>
    public IReadOnlyList<string> Take(IReadOnlyList<HeldLock> locks, string command, string text, int line)
    {
        var renewed = new List<string>();
        foreach (var held in HeldLock.InOrder(locks.Where(static held => held.File is not null)))
        {
            var last = _last.GetValueOrDefault(held.Relation);
            if (held.File is { } file && !string.Equals(last, file, StringComparison.Ordinal))
            {
                _last[held.Relation] = file;
                renewed.AddRange(last is null ? [] : [held.Relation]);
                _seen.Add(new Seen(held.Relation, file, command, text, line));
            }
        }

        return renewed;
    }

    /// <summary>How often each relation was truncated, by oid.</summary>
    /// <param name="before">The files of before the run, by oid.</param>
    public IReadOnlyDictionary<string, int> Truncations(IReadOnlyDictionary<string, string?> before) =>
        Changes(before).Where(static seen => seen.Command is "TRUNCATE").CountBy(static seen => seen.Relation).ToDictionary(StringComparer.Ordinal);

    /// <summary>What was written anew.</summary>
    /// <param name="before">The files of before the run, by oid.</param>
    /// <param name="names">The relations' names, by oid.</param>
    public IReadOnlyList<RewriteEffect> Rewrites(IReadOnlyDictionary<string, string?> before, IReadOnlyDictionary<string, string> names) =>
        [.. from seen in Changes(before) where seen.Command is not "TRUNCATE" && names.ContainsKey(seen.Relation) select new RewriteEffect(names[seen.Relation], Reason(seen), seen.Line, before.ContainsKey(seen.Relation))];

    private IEnumerable<Seen> Changes(IReadOnlyDictionary<string, string?> before)
    {
        var last = new Dictionary<string, string?>(before, StringComparer.Ordinal);
        foreach (var seen in _seen)
        {
            // The first file of a relation that the run has made is no change.
            if (last.TryGetValue(seen.Relation, out var file) && !string.Equals(file, seen.File, StringComparison.Ordinal))
            {
                yield return seen;
            }

            last[seen.Relation] = seen.File;
        }
    }

    private static string Reason(Seen seen) => seen.Command switch
    {
        "ALTER TABLE" or "ALTER MATERIALIZED VIEW" => Clauses(seen.Text),
        "DO" or "CALL" or "SELECT" or "EXECUTE" => $"from within {seen.Command}",
        _ => seen.Command,
    };

    /// <summary>What of an ALTER TABLE makes the server write a table anew (manual, "ALTER TABLE", notes).</summary>
    private static string Clauses(string text)
    {
        (string Word, string Reason)[] clauses =
        [
            ("type", "a column's type changes"), ("add", "a column is added whose default must be computed for each row"), ("logged", "it becomes logged"), ("unlogged", "it becomes unlogged"),
            ("access", "its access method changes"), ("tablespace", "it moves to another tablespace"), ("expression", "a generated column is computed anew"),
        ];
        var words = new HashSet<string>(StringComparer.Ordinal);
        NameCollector.Collect(text, words);
        var reasons = clauses.Where(clause => words.Contains(clause.Word)).Select(static clause => clause.Reason).ToList();
        return reasons.Count == 0 ? "ALTER TABLE" : string.Join("; ", reasons);
    }

    private sealed record Seen(string Relation, string File, string Command, string Text, int Line);
}
