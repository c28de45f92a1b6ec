namespace Sandbox.Rehearsal.Effects;

/// <summary>A trigger that fired.</summary>
/// <param name="Table">The table as <c>schema.name</c>; <c>public</c> is left out.</param>
/// <param name="Trigger">The trigger's name.</param>
/// <param name="Calls">How often its function was called for it; null where that function serves several triggers and the calls cannot be told apart.</param>
public sealed record TriggerEffect(string Table, string Trigger, long? Calls);
