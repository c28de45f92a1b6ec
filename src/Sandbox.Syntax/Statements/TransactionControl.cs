namespace Sandbox.Syntax.Statements;

/// <summary>What a statement does to the transaction that it runs in.</summary>
public enum TransactionControl
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary><c>BEGIN</c>, <c>START TRANSACTION</c>.</summary>
    Begin,

    /// <summary><c>COMMIT</c>, <c>END</c>.</summary>
    Commit,

    /// <summary><c>ROLLBACK</c>, <c>ABORT</c>.</summary>
    Rollback,

    /// <summary><c>SAVEPOINT name</c>.</summary>
    Savepoint,

    /// <summary><c>ROLLBACK TO name</c>.</summary>
    RollbackTo,

    /// <summary><c>RELEASE name</c>.</summary>
    Release,

    /// <summary><c>PREPARE TRANSACTION</c>, <c>COMMIT PREPARED</c>, <c>ROLLBACK PREPARED</c>.</summary>
    TwoPhase,

    /// <summary><c>SET TRANSACTION</c>.</summary>
    SetTransaction,

    /// <summary><c>SET CONSTRAINTS</c>.</summary>
    SetConstraints,

    /// <summary><c>SET LOCAL</c>.</summary>
    SetLocal,

    /// <summary><c>DISCARD ALL</c>, which the server refuses in a transaction block.</summary>
    DiscardAll,

    /// <summary><c>DISCARD TEMP</c>.</summary>
    DiscardTemporary,
}
