using Sandbox.Rehearsal.Effects;

namespace Sandbox.Rehearsal.Bodies;

/// <summary>What a test's body did so far.</summary>
/// <param name="Summary">The tables written, each with its work and what stands of it, and the notices; nothing else is measured before the end.</param>
/// <param name="Tables">The names of all tables that there are now, as <see cref="TableEffect.Table"/> has them.</param>
public sealed record BodyEffects(EffectSummary Summary, IReadOnlySet<string> Tables);
