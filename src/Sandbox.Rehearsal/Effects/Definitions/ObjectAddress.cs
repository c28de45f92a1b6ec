namespace Sandbox.Rehearsal.Effects.Definitions;

/// <summary>Where the catalog has an object.</summary>
/// <param name="Class">The oid of the catalog.</param>
/// <param name="Oid">The object's oid.</param>
/// <param name="Part">The number of the column; 0 for the whole.</param>
internal readonly record struct ObjectAddress(string Class, string Oid, string Part)
{
    /// <summary>The object that this is a part of, or itself.</summary>
    public ObjectAddress Whole => this with { Part = "0" };
}
