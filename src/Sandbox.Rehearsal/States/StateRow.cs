namespace Sandbox.Rehearsal.States;

/// <summary>A row of a table.</summary>
/// <param name="Key">The values of the table's key in its columns' order, for example <c>id=5</c>; null where the table has no key.</param>
/// <param name="Digest">The row's own digest; two rows with the same values have the same.</param>
/// <param name="Values">The values as text, in the order of the table's columns; null for SQL's NULL. A long one is cut, a secret is redacted.</param>
public sealed record StateRow(string? Key, string Digest, IReadOnlyList<string?> Values);
