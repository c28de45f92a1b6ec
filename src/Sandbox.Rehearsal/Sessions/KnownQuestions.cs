using System.Globalization;
using System.Security.Cryptography;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>
/// What the harness has prepared in the session of a script, for all rehearsals on it: planning the questions anew would take most of a small rehearsal. What is asked outside
/// the transaction and what is asked in it are kept apart, because a statement is planned anew where the search path is another one than before.
/// </summary>
internal sealed class KnownQuestions
{
    /// <summary>What the name of each begins with; what follows nobody can guess.</summary>
    public const string Prefix = "sandbox_q_";

    private readonly string _prefix = Prefix + RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>Nothing is prepared yet.</summary>
    public KnownQuestions()
    {
        Outside = new PreparedQuestions(_prefix + "_o");
        Inside = new PreparedQuestions(_prefix + "_i");
        Look = new BatchStatement(
            """
            SELECT pg_catalog.count(*), pg_catalog.count(*) FILTER (WHERE pg_catalog.starts_with(name, $1) AND NOT from_sql), pg_catalog.count(*) FILTER (WHERE pg_catalog.starts_with(name, $1) AND from_sql)
            FROM pg_catalog.pg_prepared_statements
            """,
            _prefix);
    }

    /// <summary>What is asked outside the transaction.</summary>
    public PreparedQuestions Outside { get; }

    /// <summary>What is asked in it, with the harness's settings.</summary>
    public PreparedQuestions Inside { get; }

    /// <summary>Asks what the session has prepared, itself not prepared; <see cref="IsWhole"/> reads the answer.</summary>
    public BatchStatement Look { get; }

    /// <summary>
    /// Whether a script put a statement of its own under one of these names, so that nothing that was asked by name is to be believed: SQL's PREPARE leaves its mark. Through the
    /// protocol it can only by <c>\parse</c>, which shows the name.
    /// </summary>
    public bool IsForged { get; private set; }

    /// <summary>Whether all of it is still there and nothing else is.</summary>
    /// <param name="answer">The answer to <see cref="Look"/>.</param>
    public bool IsWhole(Reply answer)
    {
        var known = (Outside.Count + Inside.Count).ToString(CultureInfo.InvariantCulture);
        var row = answer.Rows[0];
        IsForged |= row[2] is not "0";
        return string.Equals(row[0], known, StringComparison.Ordinal) && string.Equals(row[1], known, StringComparison.Ordinal);
    }

    /// <summary>Forgets all of it.</summary>
    public void Forget()
    {
        Outside.Forget();
        Inside.Forget();
    }
}
