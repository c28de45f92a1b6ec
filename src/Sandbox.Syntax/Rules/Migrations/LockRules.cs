using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2004, SBX2009, SBX2037: locks that are waited for without an end, or held while other work goes on.</summary>
internal sealed class LockRules : MigrationRule
{
    /// <summary>The first lock on each relation that this transaction took, and after how many statements.</summary>
    private readonly List<(PendingFinding Finding, string Relation, int Statement)> _held = [];
    private readonly HashSet<string> _locked = new(StringComparer.Ordinal);
    private int _statements;
    private bool _saidTimeout;

    public override void Check(MigrationStep step)
    {
        var works = step.Fact is not (TransactionFact or SettingFact);
        if (works && !step.IsNested)
        {
            _statements++;
        }

        if (step.Fact is OtherStatement)
        {
            return;
        }

        CheckStatementTimeout(step);
        var locks = RelationLock.Of(step.Fact, step.State).ToList();
        if (locks.Count == 0)
        {
            return;
        }

        var first = locks.Find(static held => held.BlocksReads) ?? locks[0];
        var relation = first.Relation?.Shown ?? "what it locks";
        if (!step.State.HasLockTimeout)
        {
            step.Report(RuleRegistry.LockWithoutTimeout, $"while this waits for one long query on {relation}, everybody else waits behind it: SET lock_timeout before, and try again where it ends");
        }

        foreach (var held in locks)
        {
            // A table that is locked already is told once.
            if (held is { BlocksReads: true, Relation: { IsKnown: true } name } && !step.State.IsRoutine && _locked.Add(name.Name))
            {
                _held.Add((step.Defer(RuleRegistry.StatementsUnderLock, step.Fact.Tokens), name.Shown, _statements));
            }
        }
    }

    public override void EndTransaction(RuleRun run)
    {
        foreach (var (finding, relation, statement) in _held)
        {
            if (_statements > statement)
            {
                run.Report(finding, FormattableString.Invariant($"nobody can read {relation} while {_statements - statement} more {(_statements - statement == 1 ? "statement runs" : "statements run")}: end the transaction first"));
            }
        }

        _held.Clear();
        _locked.Clear();
    }

    /// <summary>Once a script: before its first definition.</summary>
    private void CheckStatementTimeout(MigrationStep step)
    {
        if (!_saidTimeout && !step.State.HasStatementTimeout && !step.State.IsRoutine && step.Fact is not (OtherStatement or TransactionFact or SettingFact or CreateTable { IsTemporary: true }))
        {
            _saidTimeout = true;
            step.Report(RuleRegistry.NoStatementTimeout, "nothing ends this if it takes longer than anybody thought: SET statement_timeout before");
        }
    }
}
