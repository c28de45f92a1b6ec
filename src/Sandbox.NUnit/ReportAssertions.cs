using NUnit.Framework;
using Sandbox.NUnit.Outcomes;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.NUnit;

/// <summary>What the report of a rehearsed script (<see cref="RehearsalCase.RunAsync"/>) should say.</summary>
public static class ReportAssertions
{
    /// <summary>Fails unless the verdict is this one; the message has all reasons.</summary>
    /// <param name="report">The report.</param>
    /// <param name="expected">The verdict.</param>
    /// <exception cref="AssertionException">It is another one.</exception>
    public static void ShouldHaveVerdict(this Report report, Verdict expected)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Verdict != expected)
        {
            throw new AssertionException($"the verdict should be\n  {expected}\nbut was\n  {FailureMessage.Of(NameOf(report), report)}");
        }
    }

    /// <summary>What the script did.</summary>
    /// <param name="report">The report of one script.</param>
    public static CloneEffects Effects(this Report report) => new(Script(report).Effects, known: null);

    /// <summary>Fails unless one of the script's own checks was read and passed.</summary>
    /// <param name="report">The report of one script.</param>
    /// <param name="name">The check's name.</param>
    /// <exception cref="AssertionException">It failed, or there is no such check.</exception>
    public static void ShouldPassCheck(this Report report, string name)
    {
        var checks = Script(report).Checks;
        var check = checks.FirstOrDefault(check => string.Equals(check.Name, name, StringComparison.Ordinal))
            ?? throw new AssertionException($"{NameOf(report)} has no check {VisibleText.Escape(name)}{Suggestions.For(name, checks.Select(static check => check.Name))}");
        if (!check.Passed)
        {
            throw new AssertionException($"{VisibleText.Escape(Judge.Reason(Script(report), check))}");
        }
    }

    /// <summary>Fails unless a statement of the script failed in this way.</summary>
    /// <param name="report">The report of one script.</param>
    /// <param name="sqlState">The SQLSTATE, for example <c>23505</c>.</param>
    /// <exception cref="AssertionException">None did.</exception>
    public static void ShouldFailWith(this Report report, string sqlState)
    {
        var errors = Script(report).Steps.Where(static step => step.Error is not null).ToList();
        if (!errors.Exists(step => string.Equals(step.Error!.SqlState, sqlState, StringComparison.Ordinal)))
        {
            throw new AssertionException($"a statement of {NameOf(report)} should fail with\n  {sqlState}\nbut {(errors.Count == 0 ? "none failed" : $"there failed{RowTexts.Shown([.. errors.Select(static step => Judge.Reason(step, step.Error!))])}")}");
        }
    }

    /// <summary>Fails if the script held a lock behind which ordinary statements of others would wait.</summary>
    /// <param name="report">The report of one script.</param>
    /// <exception cref="AssertionException">It did, or locks were not measured.</exception>
    public static void ShouldKeepNobodyWaiting(this Report report)
    {
        var locks = (Script(report).Effects.Locks ?? throw new AssertionException("locks were not measured")).Where(static held => held.WouldQueue).ToList();
        if (locks.Count > 0)
        {
            throw new AssertionException($"{NameOf(report)} should keep nobody waiting, but did{RowTexts.Shown([.. locks.Select(Words)])}");
        }
    }

    private static string Words(LockEffect held) => FormattableString.Invariant($"line {held.Line}: {held.Mode} on {held.Kind} {held.Relation}: {string.Join(", ", held.Waiting)} would wait");

    private static ScriptReport Script(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Scripts is [var script] ? script : throw new AssertionException($"the report should have\n  one script\nbut has\n  {report.Scripts.Count}: {report.Message ?? "no reason is known"}");
    }

    private static string NameOf(Report report) => report.Scripts is [var script] ? Path.GetFileName(script.Path) : "the rehearsal";
}
