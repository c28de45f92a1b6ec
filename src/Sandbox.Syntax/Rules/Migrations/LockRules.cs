using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2004, SBX2009, SBX2016, SBX2037: locks that are waited for without an end, or held while other work goes on.</summary>
internal sealed class LockRules : MigrationRule
{
    /// <summary>What changes no definition, and may take long all the same.</summary>
    private static readonly HashSet<string> Slow = new(StringComparer.OrdinalIgnoreCase) { "vacuum", "load", "import" };

    /// <summary>The first lock of each strength on each relation that this transaction took, and after how many statements.</summary>
    private readonly List<(PendingFinding Finding, string Relation, bool BlocksReads, int Statement)> _held = [];
    private readonly HashSet<(string Relation, bool BlocksReads)> _locked = [];
    private int _statements;
    private bool _saidTimeout;

    public override void Check(MigrationStep step)
    {
        var works = step.Fact is not (TransactionFact or SettingFact);
        if (works && !step.IsNested)
        {
            _statements++;
        }

        CheckStatementTimeout(step);
        if (step.Fact is OtherStatement)
        {
            return;
        }

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

        locks.ForEach(held => Hold(step, held));
    }

    public override void EndTransaction(RuleRun run)
    {
        // Who cannot read cannot write: from the first lock that blocks readers on, it alone is told.
        var unread = _held.Exists(static held => held.BlocksReads) ? _held.Find(static held => held.BlocksReads).Statement : int.MaxValue;
        foreach (var (finding, relation, blocksReads, statement) in _held)
        {
            if (_statements > statement && (blocksReads || statement < unread))
            {
                run.Report(finding, FormattableString.Invariant($"nobody can {(blocksReads ? "read" : "write to")} {relation} while {_statements - statement} more {(_statements - statement == 1 ? "statement runs" : "statements run")}: end the transaction first"));
            }
        }

        _held.Clear();
        _locked.Clear();
    }

    /// <summary>A table that is locked already is told once.</summary>
    private void Hold(MigrationStep step, RelationLock held)
    {
        if (held.Relation is { IsKnown: true } name && !step.State.IsRoutine && !_locked.Contains((name.Name, true)) && _locked.Add((name.Name, held.BlocksReads)))
        {
            _held.Add((step.Defer(held.BlocksReads ? RuleRegistry.StatementsUnderLock : RuleRegistry.StatementsUnderWriteLock, step.Fact.Tokens), name.Shown, held.BlocksReads, _statements));
        }
    }

    /// <summary>Once a script: before its first definition.</summary>
    private void CheckStatementTimeout(MigrationStep step)
    {
        var mayTakeLong = step.Fact is OtherStatement ? step.Fact.Tokens.IsAnyWord(0, Slow) : step.Fact is not (TransactionFact or SettingFact or CreateTable { IsTemporary: true });
        if (mayTakeLong && !_saidTimeout && !step.State.HasStatementTimeout && !step.State.IsRoutine)
        {
            _saidTimeout = true;
            step.Report(RuleRegistry.NoStatementTimeout, "nothing ends this if it takes longer than anybody thought: SET statement_timeout before");
        }
    }
}
