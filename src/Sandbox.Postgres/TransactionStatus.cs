namespace Sandbox.Postgres;

/// <summary>What a session knows about its transaction after the last reply (ReadyForQuery's status byte, protocol 3).</summary>
public enum TransactionStatus
{
    /// <summary>The driver underneath does not say.</summary>
    Unknown,

    /// <summary>Not in a transaction block (<c>I</c>).</summary>
    Idle,

    /// <summary>In a transaction block (<c>T</c>).</summary>
    InTransaction,

    /// <summary>In a transaction block that an error aborted (<c>E</c>).</summary>
    Failed,
}
