using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>Objects by name. Where one side names no schema, the name alone decides: the search path is not known.</summary>
internal sealed class NameSet
{
    /// <summary>The schema of a name that was written without one.</summary>
    private const string Bare = "";

    /// <summary>The schemas by name.</summary>
    private readonly Dictionary<string, HashSet<string>> _names = new(StringComparer.Ordinal);

    /// <summary>What every change has changed, so that a rollback can take it back.</summary>
    private readonly List<(string Name, string Schema, bool WasThere)> _changes = [];
    private readonly Stack<OpenBranches> _branches = new();

    /// <summary>How many changes there are that may be taken back.</summary>
    public int Changes => _changes.Count;

    /// <summary>Adds a name, which a rollback takes away again until <see cref="Keep"/>.</summary>
    public void Add(ObjectName name)
    {
        if (name.IsKnown)
        {
            Set(name.Name, name.Schema ?? Bare, isThere: true);
        }
    }

    /// <summary>Takes a name away: of those in all schemas, where none is named.</summary>
    public void Remove(ObjectName name)
    {
        if (name.Schema is { } schema)
        {
            Set(name.Name, schema, isThere: false);
            Set(name.Name, Bare, isThere: false);
        }
        else if (_names.TryGetValue(name.Name, out var schemas))
        {
            foreach (var each in schemas.ToList())
            {
                Set(name.Name, each, isThere: false);
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
            var (name, schema, wasThere) = _changes[i];
            Put(name, schema, wasThere);
            _changes.RemoveAt(i);
        }
    }

    public bool Contains(ObjectName name) =>
        _names.TryGetValue(name.Name, out var schemas) && (name.Schema is { } schema ? schemas.Contains(schema) || schemas.Contains(Bare) : schemas.Count > 0);

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
                open.Take(_changes.Skip(since).Select(change => (change.Name, change.Schema, IsThere: Has(change.Name, change.Schema))));
            }

            TakeBack(since);
            open.IsWhole |= branch is "else";
            if (branch is "endif")
            {
                _branches.Pop();
                open.Removed.ForEach(gone => Set(gone.Name, gone.Schema, isThere: false));
                (open.IsWhole ? open.Added : null)?.ForEach(made => Set(made.Name, made.Schema, isThere: true));
            }
        }
    }

    private bool Has(string name, string schema) => _names.TryGetValue(name, out var schemas) && schemas.Contains(schema);

    private void Set(string name, string schema, bool isThere)
    {
        var wasThere = Has(name, schema);
        if (wasThere != isThere)
        {
            _changes.Add((name, schema, wasThere));
            Put(name, schema, isThere);
        }
    }

    private void Put(string name, string schema, bool isThere)
    {
        if (!_names.TryGetValue(name, out var schemas))
        {
            _names[name] = schemas = new HashSet<string>(StringComparer.Ordinal);
        }

        _ = isThere ? schemas.Add(schema) : schemas.Remove(schema);
    }

    /// <summary>What the branches between an <c>\if</c> and its <c>\endif</c> have done so far.</summary>
    private sealed class OpenBranches(int since)
    {
        public int Since => since;

        /// <summary>There is an ELSE, so that one of them is taken.</summary>
        public bool IsWhole { get; set; }

        public List<(string Name, string Schema)> Removed { get; } = [];

        /// <summary>What all of them have added; null before the first.</summary>
        public List<(string Name, string Schema)>? Added { get; private set; }

        public void Take(IEnumerable<(string Name, string Schema, bool IsThere)> changes)
        {
            var added = new HashSet<(string Name, string Schema)>();
            foreach (var (name, schema, isThere) in changes)
            {
                if (isThere)
                {
                    added.Add((name, schema));
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
