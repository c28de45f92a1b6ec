namespace Sandbox.Lifecycle.Golden;

/// <summary>A table of a checkpoint.</summary>
/// <param name="Name">Its qualified name, quoted where it has to be.</param>
/// <param name="Columns">Its columns, as <c>name type</c>.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Digest">The digest of all rows in any order, as a state of a database has it.</param>
public sealed record GoldenTable(string Name, IReadOnlyList<string> Columns, long Rows, string Digest);
