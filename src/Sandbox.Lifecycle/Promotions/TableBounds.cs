namespace Sandbox.Lifecycle.Promotions;

/// <summary>How many rows of a table a promotion may leave inserted, updated and deleted. What is null has to be as it was rehearsed.</summary>
/// <param name="Inserted">Rows inserted.</param>
/// <param name="Updated">Rows updated.</param>
/// <param name="Deleted">Rows deleted.</param>
public sealed record TableBounds(RowBounds? Inserted, RowBounds? Updated, RowBounds? Deleted);
