using Sandbox.Rehearsal.NetZero;

namespace Sandbox.Rehearsal.States;

/// <summary>One thing in which two states of a database differ.</summary>
/// <param name="Kind">Logical; physical for the position of a sequence, which no rollback takes back.</param>
/// <param name="What">What it is: <c>row</c>, <c>rows</c>, <c>sequence</c>, <c>identity</c>, or the kind of a <see cref="CatalogEntry"/>.</param>
/// <param name="Object">Its name; of a row, the table's.</param>
/// <param name="Key">The row's key; null for all else, and where the table has no key.</param>
/// <param name="Column">The column; null where it is the whole row, or no row.</param>
/// <param name="Change">How it differs.</param>
/// <param name="Before">What it was, as text; null where it was not there, was NULL, or was not kept (<see cref="StateChange.Written"/>).</param>
/// <param name="After">What it is; null where it is not there any more, or is NULL.</param>
public sealed record StateDifference(ResidueKind Kind, string What, string Object, string? Key, string? Column, StateChange Change, string? Before, string? After);
