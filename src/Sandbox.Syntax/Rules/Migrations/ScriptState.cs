using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>What the statements so far have made, and what holds for the next one. Walked once, in the order of execution.</summary>
/// <param name="options">What the text is.</param>
/// <param name="caller">For the body of a routine: the script that creates it.</param>
internal sealed class ScriptState(RuleOptions options, ScriptState? caller = null)
{
    private readonly NameSet _relations = new();
    private readonly NameSet _types = new();
    private readonly Branches<bool> _branches = new();
    private bool _lockTimeout;
    private bool _localLockTimeout;
    private bool _statementTimeout;
    private bool _localStatementTimeout;

    /// <summary>The body of a routine: who calls it decides about transaction and timeouts.</summary>
    public bool IsRoutine => caller is not null;

    /// <summary>The server's major version.</summary>
    public int ServerVersion { get; } = options.ServerVersion == 0 ? int.MaxValue : options.ServerVersion;

    /// <summary>Whoever runs the script has opened a transaction around it.</summary>
    public bool IsWrapped => options.InTransaction;

    /// <summary>A BEGIN of the script is open.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>psql opens a transaction by itself: <c>\set AUTOCOMMIT off</c>.</summary>
    public bool BeginsByItself { get; set; }

    /// <summary>Whether the next statement shares its transaction with others.</summary>
    public bool InBlock => HasBegun || IsWrapped || BeginsByItself;

    /// <summary>Whether a statement that waits for a lock gives up.</summary>
    public bool HasLockTimeout => IsRoutine || _lockTimeout || _localLockTimeout;

    /// <summary>Whether a statement that takes too long is ended.</summary>
    public bool HasStatementTimeout => _statementTimeout || _localStatementTimeout;

    /// <summary>The tables that were altered, and not used since, and whether a column became NOT NULL by that.</summary>
    public Dictionary<string, bool> Altered { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the script made this relation or index itself, so that nobody else uses it.</summary>
    public bool IsNew(ObjectName name) => _relations.Contains(name) || caller?.IsNew(name) is true || name.Schema is "pg_temp";

    public bool IsNewType(ObjectName name) => _types.Contains(name) || caller?.IsNewType(name) is true;

    /// <summary>psql comes to another branch: whether a transaction is open does not depend on the one before.</summary>
    public void Branch(string branch, bool quits) => HasBegun = _branches.Next(branch, quits, HasBegun);

    /// <summary>Another session, in another database: nothing of what was made or set is there.</summary>
    public void Connect()
    {
        _relations.Clear();
        _types.Clear();
        ForgetTimeouts();
    }

    /// <summary>A statement of the script itself is done: outside a block its transaction is over, and with it what SET LOCAL said.</summary>
    public void EndStatement()
    {
        if (!InBlock)
        {
            (_localLockTimeout, _localStatementTimeout) = (false, false);
        }
    }

    public void Apply(StatementFact fact)
    {
        switch (fact)
        {
            case CreateTable table:
                _relations.Add(table.Name);
                break;
            case CreateIndex { Name: { } index } made:
                _relations.Add(made.Table.Schema is { } schema ? index with { Schema = schema } : index);
                break;
            case AlterTable altered when IsNew(altered.Name):
                Follow(altered);
                break;
            case CreateEnum type:
                _types.Add(type.Name);
                break;
            case DomainFact { IsNew: true } domain:
                _types.Add(domain.Name);
                break;
            case TransactionFact transaction when !IsRoutine:
                Apply(transaction);
                break;
            case SettingFact setting:
                Apply(setting);
                break;
        }
    }

    /// <summary>What the script made is its own under its new name, too.</summary>
    private void Follow(AlterTable altered)
    {
        foreach (var action in altered.Actions)
        {
            if (action is { Kind: TableActionKind.Rename, NewName: { } name })
            {
                _relations.Add(altered.Name with { Name = name });
            }
            else if (action is { Kind: TableActionKind.SetSchema, NewName: { } schema })
            {
                _relations.Add(altered.Name with { Schema = schema });
            }
        }
    }

    private void Apply(TransactionFact transaction)
    {
        if (transaction.Step == TransactionStep.Within)
        {
            return;
        }

        // What is made outside of a transaction, or in one that is committed, stays.
        if (transaction.Step == TransactionStep.Rollback && (HasBegun || BeginsByItself))
        {
            _relations.TakeBack();
            _types.TakeBack();
        }

        if (transaction.Step != TransactionStep.Begin || !(HasBegun || BeginsByItself))
        {
            _relations.Keep();
            _types.Keep();
        }

        if (transaction.Step == TransactionStep.Begin)
        {
            HasBegun = true;
        }
        else
        {
            HasBegun = transaction.Chains;
            (_localLockTimeout, _localStatementTimeout) = (false, false);
        }
    }

    private void Apply(SettingFact setting)
    {
        switch (setting.Name)
        {
            case "lock_timeout" when setting.IsLocal:
                _localLockTimeout = setting.HasValue;
                break;
            case "lock_timeout":
                _lockTimeout = setting.HasValue;
                _localLockTimeout &= setting.HasValue;
                break;
            case "statement_timeout" when setting.IsLocal:
                _localStatementTimeout = setting.HasValue;
                break;
            case "statement_timeout":
                _statementTimeout = setting.HasValue;
                _localStatementTimeout &= setting.HasValue;
                break;
            case "all" when !setting.HasValue:
                ForgetTimeouts();
                break;
        }
    }

    private void ForgetTimeouts() => (_lockTimeout, _localLockTimeout, _statementTimeout, _localStatementTimeout) = (false, false, false, false);
}
