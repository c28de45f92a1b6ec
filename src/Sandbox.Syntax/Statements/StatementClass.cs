namespace Sandbox.Syntax.Statements;

/// <summary>What kind of statement a text is.</summary>
public sealed record StatementClass
{
    /// <summary>The command as the manual calls it: <c>INSERT</c>, <c>CREATE TABLE</c>, <c>ALTER SYSTEM</c>; empty for a text without any word.</summary>
    public required string Command { get; init; }

    /// <summary>What it does to its transaction.</summary>
    public TransactionControl Control { get; init; }

    /// <summary>For COMMIT and ROLLBACK: whether <c>AND CHAIN</c> follows.</summary>
    public bool Chains { get; init; }

    /// <summary>The name of a savepoint, or of the setting of a SET LOCAL, as the server knows it.</summary>
    public string? Name { get; init; }

    /// <summary>For BEGIN, START TRANSACTION and SET TRANSACTION: the transaction modes, as written.</summary>
    public string Modes { get; init; } = string.Empty;

    /// <summary>What else its words tell.</summary>
    public StatementTraits Traits { get; init; }

    /// <summary>Why it cannot run in a transaction block; null where it can.</summary>
    public string? RefusesTransaction { get; init; }

    /// <summary>What it would do that no rollback takes back; null where nothing is known.</summary>
    public string? Escapes { get; init; }

    /// <summary>What it changes that all databases of the server share, and that outlives its own; null where nothing is known.</summary>
    public string? ChangesServer { get; init; }

    /// <summary>The temporary table that it creates with <c>ON COMMIT DROP</c> or <c>DELETE ROWS</c>; null for all else.</summary>
    public TemporaryTable? Temporary { get; init; }

    /// <summary>Whether it has all of these traits.</summary>
    /// <param name="traits">The traits.</param>
    public bool Has(StatementTraits traits) => (Traits & traits) == traits;
}
