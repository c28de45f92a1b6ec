namespace Sandbox.Analyzers.Guards;

/// <summary>What stands before a statement on every path.</summary>
internal enum GuardVerdict
{
    /// <summary>No guard, or none on some path.</summary>
    None,

    /// <summary>A guard that looked at the connection that the statement runs on.</summary>
    Guarded,

    /// <summary>A guard, but it looked at another connection.</summary>
    Elsewhere,
}
