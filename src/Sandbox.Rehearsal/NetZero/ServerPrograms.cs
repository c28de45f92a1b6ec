using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Rehearsal.NetZero;

/// <summary>
/// Whether the server's process behind a session ran a program: COPY with PROGRAM, a foreign table's, an untrusted language's. The command may be put together from
/// pieces, and what it did lies outside of the cluster, but Linux counts for every process what its children used once it has waited for them (proc_pid_stat(5)), and
/// no process of a server's session has children otherwise.
/// </summary>
internal static class ServerPrograms
{
    /// <summary>What to say where it is not known.</summary>
    public const string NotMeasured = "programs on the server's machine: not measured, because nothing tells whether the session ran one";

    /// <summary>What is asked of the session itself, before the run and after it; only a superuser, who alone may run programs without being given the right, may ask.</summary>
    public static BatchStatement Question { get; } = "SELECT pg_catalog.pg_read_file('/proc/self/stat', 0, 4096, true)";

    /// <summary>The same, asked by another superuser's session on the same server: no script can forge its answer.</summary>
    /// <param name="processId">The session's process on the server.</param>
    public static BatchStatement QuestionOf(int processId) => string.Create(CultureInfo.InvariantCulture, $"SELECT pg_catalog.pg_read_file('/proc/{processId}/stat', 0, 4096, true)");

    /// <summary>What its children used so far: page faults and time; null where the system does not tell.</summary>
    /// <param name="answer">The answer to <see cref="Question"/>.</param>
    public static long? Used(Reply answer)
    {
        // The second field is the program's name in parentheses, and may hold anything.
        var fields = answer.Rows[0][0] is { } stat ? stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        return fields.Length < 15 ? null : Field(11) + Field(13) + Field(16) + Field(17);

        long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
    }

    /// <summary>What to report of a run; null where no program ran, or nobody can tell.</summary>
    /// <param name="before">What was used before.</param>
    /// <param name="after">What was used after.</param>
    /// <param name="admitted">The hatches that the policy admits: where it lets programs run, one that did fails nothing.</param>
    public static Residue? Difference(long? before, long? after, IReadOnlyCollection<string> admitted) =>
        before is null || after is null || before == after ? null
        : new Residue(AreIn(admitted) ? ResidueKind.Physical : ResidueKind.Logical, "programs on the server's machine", null, "the session ran at least one; what it did there no rollback takes back");

    private static bool AreIn(IReadOnlyCollection<string> admitted) =>
        EscapeHatch.IsIn(EscapeHatch.CopyProgram, admitted) || EscapeHatch.IsIn(EscapeHatch.ForeignTableProgram, admitted) || admitted.Any(EscapeHatch.IsLanguage);
}
