namespace Sandbox.Rehearsal.States;

/// <summary>A column that holds data.</summary>
/// <param name="Name">Its name, quoted where it has to be.</param>
/// <param name="Type">Its type, as it is written.</param>
/// <param name="BaseType">The oid of the type below all domains.</param>
/// <param name="Output">The type's output function, qualified: a cast to text would run a cast that somebody made.</param>
internal sealed record TableColumn(string Name, string Type, int BaseType, string Output)
{
    /// <summary>The value as text.</summary>
    public string Text => $"pg_catalog.textin({Output}(t.{Name}))";
}
