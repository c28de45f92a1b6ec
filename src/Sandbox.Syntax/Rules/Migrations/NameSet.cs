using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>Objects by name. Where one side names no schema, the name alone decides: the search path is not known.</summary>
internal sealed class NameSet
{
    /// <summary>The schema of a name that was written without one.</summary>
    private const string Bare = "";

    /// <summary>By name and schema, whether the object is surely the one that was added: it may have been there before, if it was made where there was none.</summary>
    private readonly Dictionary<string, Dictionary<string, bool>> _names = new(StringComparer.Ordinal);

    /// <summary>What every change has changed, so that a rollback can take it back.</summary>
    private readonly List<(string Name, string Schema, bool? Before)> _changes = [];
    private readonly Stack<OpenBranches> _branches = new();

    /// <summary>How many changes there are that may be taken back.</summary>
    public int Changes => _changes.Count;

    /// <summary>Adds a name, which a rollback takes away again until <see cref="Keep"/>.</summary>
    public void Add(ObjectName name, bool surely = true)
    {
        if (name.IsKnown)
        {
            Set(name.Name, name.Schema ?? Bare, surely || Of(name.Name, name.Schema ?? Bare) is true);
        }
    }

    /// <summary>Takes a name away: of those in all schemas, where none is named.</summary>
    public void Remove(ObjectName name)
    {
        if (name.Schema is { } schema)
        {
            Set(name.Name, schema, null);
            Set(name.Name, Bare, null);
        }
        else if (_names.TryGetValue(name.Name, out var schemas))
        {
            foreach (var each in schemas.Keys.ToList())
            {
                Set(name.Name, each, null);
            }
        }
    }

    /// <summary>Nothing is in it any more.</summary>
    public void Clear()
    {
        _names.Clear();
        Keep();
    }

    /// <summary>What was changed until now stays.</summary>
    public void Keep() => _changes.Clear();

    /// <summary>What was changed since there were so many changes is as it was.</summary>
    public void TakeBack(int since = 0)
    {
        for (var i = _changes.Count - 1; i >= since; i--)
        {
            var (name, schema, before) = _changes[i];
            Put(name, schema, before);
            _changes.RemoveAt(i);
        }
    }

    /// <param name="name">The name.</param>
    /// <param name="surely">It has to be the one that was added, and none that was there before.</param>
    public bool Contains(ObjectName name, bool surely = false) => name.Schema is { } schema
        ? Is(Of(name.Name, schema), surely) || Is(Of(name.Name, Bare), surely)
        : _names.TryGetValue(name.Name, out var schemas) && schemas.Values.Any(known => Is(known, surely));

    /// <summary>psql comes to another branch: each begins with what was there at its <c>\if</c>; behind them is what all that go on have added, and none has taken away.</summary>
    public void Branch(string branch, bool quits)
    {
        if (branch is "if")
        {
            _branches.Push(new OpenBranches(_changes.Count));
        }
        else if (_branches.Count > 0)
        {
            var open = _branches.Peek();
            var since = Math.Min(open.Since, _changes.Count);
            if (!quits)
            {
                open.Take(_changes.Skip(since).Select(change => (change.Name, change.Schema, Now: Of(change.Name, change.Schema))));
            }

            TakeBack(since);
            open.IsWhole |= branch is "else";
            if (branch is "endif")
            {
                _branches.Pop();
                open.Removed.ForEach(gone => Set(gone.Name, gone.Schema, null));
                (open.IsWhole ? open.Added : null)?.ForEach(made => Set(made.Name, made.Schema, made.Surely));
            }
        }
    }

    private static bool Is(bool? known, bool surely) => surely ? known is true : known is not null;

    private bool? Of(string name, string schema) => _names.TryGetValue(name, out var schemas) && schemas.TryGetValue(schema, out var surely) ? surely : null;

    private void Set(string name, string schema, bool? surely)
    {
        var before = Of(name, schema);
        if (before != surely)
        {
            _changes.Add((name, schema, before));
            Put(name, schema, surely);
        }
    }

    private void Put(string name, string schema, bool? surely)
    {
        if (!_names.TryGetValue(name, out var schemas))
        {
            _names[name] = schemas = new Dictionary<string, bool>(StringComparer.Ordinal);
        }

        if (surely is { } known)
        {
            schemas[schema] = known;
        }
        else
        {
            schemas.Remove(schema);
        }
    }

    /// <summary>What the branches between an <c>\if</c> and its <c>\endif</c> have done so far.</summary>
    private sealed class OpenBranches(int since)
    {
        public int Since => since;

        /// <summary>There is an ELSE, so that one of them is taken.</summary>
        public bool IsWhole { get; set; }

        public List<(string Name, string Schema)> Removed { get; } = [];

        /// <summary>What all of them have added; null before the first.</summary>
        public List<(string Name, string Schema, bool Surely)>? Added { get; private set; }

        public void Take(IEnumerable<(string Name, string Schema, bool? Now)> changes)
        {
            var added = new HashSet<(string Name, string Schema, bool Surely)>();
            foreach (var (name, schema, now) in changes)
            {
                if (now is { } surely)
                {
                    added.Add((name, schema, surely));
                }
                else
                {
                    Removed.Add((name, schema));
                }
            }

            Added = [.. Added is null ? added : Added.Where(added.Contains)];
        }
    }
}
