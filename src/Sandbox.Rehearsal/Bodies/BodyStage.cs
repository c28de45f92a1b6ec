using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Bodies;

/// <summary>What a test's body plays on, once the rehearsal's transaction is begun and sealed.</summary>
/// <param name="Plan">The body's plan.</param>
/// <param name="Request">The run that it belongs to.</param>
/// <param name="Transactions">How its transactions are played.</param>
/// <param name="Recorder">Records it.</param>
/// <param name="Hatches">The names in the clone that lead to what no rollback takes back.</param>
internal sealed record BodyStage(ScriptPlan Plan, RehearsalRequest Request, VirtualTransactions Transactions, Recorder Recorder, IReadOnlyDictionary<string, string> Hatches);
