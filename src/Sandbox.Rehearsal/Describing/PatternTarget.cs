namespace Sandbox.Rehearsal.Describing;

/// <summary>What a name's pattern is held against: SQL expressions of the query that is restricted.</summary>
/// <param name="Name">The name.</param>
/// <param name="Schema">The schema's name; null where the objects have none.</param>
/// <param name="Alternative">A second spelling of the name.</param>
/// <param name="Visible">True where the name is found without its schema; required of all that is matched without one.</param>
/// <param name="MaxParts">How many parts a pattern may have: 3 with a schema, 2 for schemas themselves, else 1.</param>
/// <param name="IsOperator">Whether the names are made of what regular expressions are made of, so that nothing but wildcards is special.</param>
internal sealed record PatternTarget(string Name, string? Schema = null, string? Alternative = null, string? Visible = null, int MaxParts = 1, bool IsOperator = false);
