using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>Hands each statement of a script, wherever it stands, to the rules of the migrations' band, and keeps what the script has made.</summary>
internal sealed class MigrationRules
{
    private readonly RuleRun _run;
    private readonly ScriptState _script;
    private readonly Stack<ScriptState> _routines = new();
    private readonly TransactionNesting _nesting = new();
    private readonly MigrationRule[] _rules;
    private ScriptState _state;

    public MigrationRules(RuleRun run)
    {
        var made = new NameSet();
        _run = run;
        _state = _script = new ScriptState(run.Options);
        foreach (var before in run.Options.DefinedBefore ?? [])
        {
            _script.Apply(before);
        }

        _rules =
        [
            new AddedConstraints(), new NullabilityRules(), new TypeChanges(), new Rewrites(), new IndexBuilds(), new LockRules(), new RepeatedAlterations(), new EnumRules(),
            new ForeignKeyIndexes(), new Removals(), new Renames(), new PartitionDetachments(), new ColumnTypes(), new RerunSafety(), new SchemaNames(), new DomainConstraints(),
            _nesting, new LongIdentifiers(), new Duplicates(), new TableCompatibility(made), new ObjectCompatibility(made),
        ];
    }

    /// <summary>Whether the next statement shares its transaction with others.</summary>
    public bool InBlock => _state.InBlock;

    /// <summary>Whether the script made this relation itself.</summary>
    public bool IsNew(ObjectName name) => _state.IsNew(name);

    /// <summary>Whether it is surely the script's own, and none that a CREATE ... IF NOT EXISTS found.</summary>
    public bool IsOwn(ObjectName name) => _state.IsOwn(name);

    /// <summary>Takes a statement in the order of execution.</summary>
    public void Take(StatementFact fact, TextContext context)
    {
        if (_run.Options.Partial || context.Generated)
        {
            return;
        }

        var step = new MigrationStep(_run, _state, fact, context);
        if (step.Fact is TransactionFact && step.IsNested)
        {
            // COMMIT in a procedure; BEGIN in a body is a block.
            return;
        }

        foreach (var rule in _rules)
        {
            rule.Check(step);
        }

        _state.Apply(step.Fact);
        if (step.Fact is TransactionFact { Step: TransactionStep.Commit or TransactionStep.Rollback or TransactionStep.Prepare })
        {
            EndTransaction();
        }
    }

    /// <summary>A statement of the script itself is done, with all that it executed.</summary>
    public void EndStatement()
    {
        if (!_script.InBlock)
        {
            EndTransaction();
        }

        if (_run.Options.Psql)
        {
            // What a driver sends as one message is one transaction.
            _script.EndStatement();
        }
    }

    /// <summary>What follows stands in a routine's body and runs when somebody calls it.</summary>
    public void EnterRoutine()
    {
        _routines.Push(_state);
        _state = new ScriptState(_run.Options, _state);
    }

    public void LeaveRoutine() => _state = _routines.Pop();

    /// <summary>psql's <c>\if</c> begins a branch, <c>\elif</c> and <c>\else</c> the next one of the same, <c>\endif</c> ends them: whether a transaction is open each finds as the first did.</summary>
    /// <param name="branch">The meta-command's name.</param>
    /// <param name="quits">The branch that ends leaves the script.</param>
    public void Branch(string branch, bool quits)
    {
        _script.Branch(branch, quits);
        _nesting.Branch(branch, quits);
    }

    /// <summary>The script goes on in another session: a transaction that is open ends.</summary>
    public void Connect(bool toOtherDatabase)
    {
        EndTransaction();
        _nesting.Connect();
        _script.Connect(toOtherDatabase);
    }

    public void SetAutocommit(bool on) => _script.SetAutocommit(on);

    public void End()
    {
        EndTransaction();
        foreach (var rule in _rules)
        {
            rule.End(_run);
        }
    }

    private void EndTransaction()
    {
        foreach (var rule in _rules)
        {
            rule.EndTransaction(_run);
        }
    }
}
