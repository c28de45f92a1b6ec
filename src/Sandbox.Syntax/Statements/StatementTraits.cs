namespace Sandbox.Syntax.Statements;

/// <summary>What can be told of a statement from its first words.</summary>
[Flags]
public enum StatementTraits
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>It changes the catalog.</summary>
    DataDefinition = 1,

    /// <summary>It may write rows: INSERT, UPDATE, DELETE, MERGE, COPY FROM, TRUNCATE, and WITH or SELECT, which may call anything.</summary>
    MayWrite = 2,

    /// <summary>It runs code that its text does not show: DO, CALL, EXECUTE, what calls a function that is not known to compute only, and everything that the classifier does not know.</summary>
    Opaque = 4,

    /// <summary>COPY ... FROM STDIN: the data follows in the script.</summary>
    CopyFromStdin = 8,

    /// <summary>COPY ... TO STDOUT.</summary>
    CopyToStdout = 16,

    /// <summary>psql's server refuses it outside a transaction block: LOCK, DECLARE, SAVEPOINT and the like.</summary>
    NeedsTransactionBlock = 32,

    /// <summary>It returns rows.</summary>
    ReturnsRows = 64,
}
