namespace Sandbox.Rehearsal.States;

/// <summary>One object of the catalog, or one fact about the cluster, and its definition.</summary>
/// <param name="Kind">What it is, in the words of SQL: <c>table</c>, <c>column</c>, <c>function</c>, <c>grant</c>, <c>role</c> ...</param>
/// <param name="Name">Its name, qualified.</param>
/// <param name="Definition">Everything that defines it, as text; a long one is cut and ends with a digest of the whole, secrets are redacted likewise.</param>
public sealed record CatalogEntry(string Kind, string Name, string Definition);
