using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>The modes of BEGIN, START TRANSACTION and SET TRANSACTION (manual, "SET TRANSACTION").</summary>
/// <param name="Isolation">The isolation level in lower case; null where none is named.</param>
/// <param name="ReadOnly">Whether READ ONLY is named.</param>
public sealed record TransactionModes(string? Isolation, bool ReadOnly)
{
    /// <summary>The level of a transaction that names none.</summary>
    public const string DefaultIsolation = "read committed";

    /// <summary>Reads the modes behind the command's own words.</summary>
    /// <param name="modes">The text behind them.</param>
    public static TransactionModes Parse(string modes)
    {
        var cursor = new TokenCursor(modes);
        string? isolation = null;
        var readOnly = false;
        while (!cursor.AtEnd)
        {
            if (cursor.Take("isolation", "level"))
            {
                isolation = cursor.Take("serializable") ? "serializable"
                    : cursor.Take("repeatable", "read") ? "repeatable read"
                    : cursor.Take("read", "committed") ? "read committed"
                    : cursor.Take("read", "uncommitted") ? "read uncommitted"
                    : isolation;
            }
            else if (cursor.Take("read", "only"))
            {
                readOnly = true;
            }
            else
            {
                cursor.Advance();
            }
        }

        return new TransactionModes(isolation, readOnly);
    }

    /// <summary>The level that the server really runs: READ UNCOMMITTED is READ COMMITTED there.</summary>
    /// <param name="isolation">A level in lower case.</param>
    public static string Normalize(string isolation) =>
        string.Equals(isolation, "read uncommitted", StringComparison.Ordinal) ? DefaultIsolation : isolation;
}
