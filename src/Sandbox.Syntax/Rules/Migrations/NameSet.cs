using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>Objects by name. Where one side names no schema, the name alone decides: the search path is not known.</summary>
internal sealed class NameSet
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bare = new(StringComparer.Ordinal);
    private readonly HashSet<(string Schema, string Name)> _qualified = [];

    private readonly List<(ObjectName Name, bool IsFirst)> _unsure = [];

    /// <summary>Adds a name, which a rollback takes away again until <see cref="Keep"/>.</summary>
    public void Add(ObjectName name)
    {
        if (name.IsKnown && (name.Schema is { } schema ? _qualified.Add((schema, name.Name)) : _bare.Add(name.Name)))
        {
            _unsure.Add((name, _names.Add(name.Name)));
        }
    }

    /// <summary>Nothing is in it any more.</summary>
    public void Clear()
    {
        _names.Clear();
        _bare.Clear();
        _qualified.Clear();
        _unsure.Clear();
    }

    /// <summary>What was added until now stays.</summary>
    public void Keep() => _unsure.Clear();

    /// <summary>What was added since is gone.</summary>
    public void TakeBack()
    {
        foreach (var (name, isFirst) in _unsure)
        {
            _ = name.Schema is { } schema ? _qualified.Remove((schema, name.Name)) : _bare.Remove(name.Name);
            _ = isFirst && _names.Remove(name.Name);
        }

        _unsure.Clear();
    }

    public bool Contains(ObjectName name) =>
        name.Schema is { } schema ? _qualified.Contains((schema, name.Name)) || _bare.Contains(name.Name) : _names.Contains(name.Name);
}
