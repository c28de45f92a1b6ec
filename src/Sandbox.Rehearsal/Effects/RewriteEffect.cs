namespace Sandbox.Rehearsal.Effects;

/// <summary>A table or index that was written anew.</summary>
/// <param name="Relation">The relation as <c>schema.name</c>; <c>public</c> is left out.</param>
/// <param name="Reason">Why, as far as the statement tells.</param>
/// <param name="Line">The statement's line.</param>
/// <param name="IsExisting">Whether the relation was there before the run.</param>
public sealed record RewriteEffect(string Relation, string Reason, int Line, bool IsExisting);
