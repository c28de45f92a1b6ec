namespace Sandbox.Lifecycle.Golden;

/// <summary>An object that a checkpoint brings back.</summary>
/// <param name="Kind">What it is, as <c>pg_identify_object()</c> says it: <c>table</c>, <c>function</c>, <c>type</c> ...</param>
/// <param name="Name">What identifies it among its kind, likewise.</param>
public sealed record GoldenObject(string Kind, string Name);
