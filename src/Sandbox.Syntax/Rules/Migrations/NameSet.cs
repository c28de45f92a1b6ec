using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>Objects by name. Where one side names no schema, the name alone decides: the search path is not known.</summary>
internal sealed class NameSet
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bare = new(StringComparer.Ordinal);
    private readonly HashSet<(string Schema, string Name)> _qualified = [];

    public void Add(ObjectName name)
    {
        if (name.IsKnown)
        {
            _names.Add(name.Name);
            _ = name.Schema is { } schema ? _qualified.Add((schema, name.Name)) : _bare.Add(name.Name);
        }
    }

    public bool Contains(ObjectName name) =>
        name.Schema is { } schema ? _qualified.Contains((schema, name.Name)) || _bare.Contains(name.Name) : _names.Contains(name.Name);
}
