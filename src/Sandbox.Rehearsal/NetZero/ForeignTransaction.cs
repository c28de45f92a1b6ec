namespace Sandbox.Rehearsal.NetZero;

/// <summary>A transaction of somebody else that took an id while the run lasted.</summary>
/// <param name="TransactionId">Its full (64 bit) transaction id.</param>
/// <param name="Status"><c>committed</c> or <c>in progress</c>.</param>
/// <param name="Session">Who it may be: database, application and process of the other sessions seen; null where none was seen.</param>
public sealed record ForeignTransaction(long TransactionId, string Status, string? Session);
