using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2040, SBX2041: BEGIN and COMMIT that do not belong to each other.</summary>
internal sealed class TransactionNesting : MigrationRule
{
    private readonly Branches<PendingFinding?> _branches = new();
    private PendingFinding? _open;
    private bool _lost;

    public override void Check(MigrationStep step)
    {
        if (step.Fact is not TransactionFact { Step: not TransactionStep.Within } transaction || step.IsNested)
        {
            return;
        }

        var begins = transaction.Step == TransactionStep.Begin;
        if (step.State.IsWrapped)
        {
            step.Report(RuleRegistry.NestedTransaction, begins ? "whoever runs the script has opened a transaction already: this does nothing" : "this ends the transaction of whoever runs the script: leave it to them");
        }
        else if (begins && step.State.HasBegun)
        {
            step.Report(RuleRegistry.NestedTransaction, "a transaction is open already: this does nothing, and the first COMMIT ends both");
        }
        else if (!begins && !step.State.InBlock && !_lost)
        {
            step.Report(RuleRegistry.NestedTransaction, "no transaction is open: what it should end was committed statement by statement");
        }

        _lost = false;
        _open = begins ? _open ?? step.Defer(RuleRegistry.UncommittedTransaction, transaction.Tokens)
            : transaction.Chains ? step.Defer(RuleRegistry.UncommittedTransaction, transaction.Tokens)
            : null;
    }

    /// <summary>psql comes to another branch.</summary>
    public void Branch(string branch, bool quits) => _open = _branches.Next(branch, quits, _open);

    /// <summary>psql goes on in another session; that the open transaction ends there is SBX1105's to say.</summary>
    public void Connect()
    {
        _lost |= _open is not null;
        _open = null;
    }

    public override void End(RuleRun run)
    {
        if (_open is not null)
        {
            run.Report(_open, "the script ends before the transaction does, and all of it is lost: COMMIT, or ROLLBACK if that is meant");
        }
    }
}
