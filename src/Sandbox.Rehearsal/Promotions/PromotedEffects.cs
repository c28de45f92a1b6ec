using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Rehearsal.Promotions;

/// <summary>What a script has done in the transaction that is about to be committed.</summary>
/// <param name="Identity">Where it was done.</param>
/// <param name="TransactionId">The transaction's id, by which its end can be asked for (<c>pg_xact_status()</c>).</param>
/// <param name="Tables">The tables that were there before, with what would be left.</param>
/// <param name="Ddl">The definitions and rights changed.</param>
public sealed record PromotedEffects(TargetIdentity Identity, long TransactionId, IReadOnlyList<TableEffect> Tables, IReadOnlyList<DdlEffect> Ddl);
