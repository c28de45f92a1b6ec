namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>A message with SQL that a client sent.</summary>
/// <param name="IsQuery">Whether it is a Query; else a Parse.</param>
/// <param name="Name">The prepared statement's name; empty for the unnamed one and for a Query.</param>
/// <param name="Text">The SQL exactly as sent.</param>
/// <param name="IsUsed">Whether something was done with a Parse: it was bound or described.</param>
internal sealed record TappedStatement(bool IsQuery, string Name, string Text, bool IsUsed)
{
    /// <summary>Whether the server stepped over it, because of an error in the same pipeline.</summary>
    public bool IsSteppedOver { get; init; }
}
