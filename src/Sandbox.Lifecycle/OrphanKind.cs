namespace Sandbox.Lifecycle;

/// <summary>The ways in which server and ledger come apart.</summary>
public enum OrphanKind
{
    /// <summary>A database with a sandbox's name that has no row in its registry or no birth certificate.</summary>
    Database,

    /// <summary>An entry of the ledger that says a sandbox is there, and its database is gone.</summary>
    Record,

    /// <summary>A database with a sandbox's name that lets nobody in, so that nobody can tell.</summary>
    Closed,
}
