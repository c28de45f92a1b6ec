using System.Runtime.InteropServices;
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
    private readonly Dictionary<string, Point> _savepoints = new(StringComparer.Ordinal);
    private Timeouts _timeouts;

    /// <summary>The timeouts of the session when its transaction began.</summary>
    private Timeouts _atBegin;

    /// <summary>The body of a routine: who calls it decides about transaction and timeouts.</summary>
    public bool IsRoutine => caller is not null;

    /// <summary>The server's major version.</summary>
    public int ServerVersion { get; } = options.ServerVersion == 0 ? int.MaxValue : options.ServerVersion;

    /// <summary>Whoever runs the script has opened a transaction around it.</summary>
    public bool IsWrapped => options.InTransaction;

    /// <summary>A BEGIN of the script is open.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>psql opens a transaction by itself: <c>\set AUTOCOMMIT off</c>.</summary>
    public bool BeginsByItself { get; private set; }

    /// <summary>Whether the next statement shares its transaction with others.</summary>
    public bool InBlock => HasBegun || IsWrapped || BeginsByItself;

    /// <summary>Whether a statement that waits for a lock gives up.</summary>
    public bool HasLockTimeout => IsRoutine || _timeouts.Lock || _timeouts.LocalLock;

    /// <summary>Whether a statement that takes too long is ended.</summary>
    public bool HasStatementTimeout => _timeouts.Statement || _timeouts.LocalStatement;

    /// <summary>The tables that were altered, and not used since, and whether a column became NOT NULL by that.</summary>
    public Dictionary<string, bool> Altered { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the script made this relation or index itself, so that nobody else uses it.</summary>
    public bool IsNew(ObjectName name) => _relations.Contains(name) || caller?.IsNew(name) is true || name.Schema is "pg_temp";

    /// <summary>Whether it is surely the script's own: a CREATE ... IF NOT EXISTS may have found another one.</summary>
    public bool IsOwn(ObjectName name) => _relations.Contains(name, surely: true) || caller?.IsOwn(name) is true || name.Schema is "pg_temp";

    public bool IsNewType(ObjectName name) => _types.Contains(name) || caller?.IsNewType(name) is true;

    /// <summary>psql comes to another branch: whether a transaction is open, and what was made, does not depend on the one before.</summary>
    public void Branch(string branch, bool quits)
    {
        HasBegun = _branches.Next(branch, quits, HasBegun);
        _relations.Branch(branch, quits);
        _types.Branch(branch, quits);
    }

    /// <summary>Another session: nothing of what was set is there, and in another database nothing of what was made.</summary>
    public void Connect(bool toOtherDatabase)
    {
        HasBegun = false;
        _timeouts = default;
        if (toOtherDatabase)
        {
            _relations.Clear();
            _types.Clear();
        }
    }

    /// <summary><c>\set AUTOCOMMIT</c>.</summary>
    public void SetAutocommit(bool on)
    {
        _atBegin = InBlock ? _atBegin : _timeouts;
        BeginsByItself = !on;
    }

    /// <summary>A statement of the script itself is done: outside a block its transaction is over, and with it what SET LOCAL said.</summary>
    public void EndStatement()
    {
        if (!InBlock)
        {
            _timeouts = _timeouts.OfSession;
        }
    }

    public void Apply(StatementFact fact)
    {
        switch (fact)
        {
            case CreateTable table:
                // A table of the session hides one of the same name, and is none in any other schema.
                _relations.Add(table.IsTemporary ? table.Name with { Schema = "pg_temp" } : table.Name, surely: table.IsTemporary || !table.IsConditional);
                break;
            case CreateIndex { Name: { } index } made:
                _relations.Add(made.Table.Schema is { } schema ? index with { Schema = schema } : index, surely: !made.IsConditional);
                break;
            case DropObjects { Kind: "table" or "foreign table" or "view" or "materialized view" or "index" or "sequence" } drop:
                drop.Names.ForEach(_relations.Remove);
                break;
            case DropObjects { Kind: "type" or "domain" } drop:
                drop.Names.ForEach(_types.Remove);
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
                _relations.Add(altered.Name with { Name = name }, IsOwn(altered.Name));
            }
            else if (action is { Kind: TableActionKind.SetSchema, NewName: { } schema })
            {
                _relations.Add(altered.Name with { Schema = schema }, IsOwn(altered.Name));
            }
        }
    }

    private void Apply(TransactionFact transaction)
    {
        if (transaction.Step == TransactionStep.Within)
        {
            ApplyWithin(transaction.Tokens);
            return;
        }

        // What is made outside of a transaction, or in one that is committed, stays.
        if (transaction.Step == TransactionStep.Rollback && (HasBegun || BeginsByItself))
        {
            GoBack(new Point(0, 0, _atBegin));
        }

        _savepoints.Clear();

        if (transaction.Step != TransactionStep.Begin || !(HasBegun || BeginsByItself))
        {
            _relations.Keep();
            _types.Keep();
        }

        if (transaction.Step == TransactionStep.Begin)
        {
            _atBegin = HasBegun ? _atBegin : _timeouts;
            HasBegun = true;
        }
        else
        {
            HasBegun = transaction.Chains;
            _timeouts = _timeouts.OfSession;
            _atBegin = _timeouts;
        }
    }

    /// <summary>SAVEPOINT, and ROLLBACK TO it.</summary>
    private void ApplyWithin(SqlTokens statement)
    {
        var name = statement.Name(statement.Count - 1) ?? string.Empty;
        if (statement.IsWord(0, "savepoint"))
        {
            _savepoints[name] = new Point(_relations.Changes, _types.Changes, _timeouts);
        }
        else if (statement.IsWord(0, "rollback") && _savepoints.TryGetValue(name, out var point))
        {
            GoBack(point);
        }
    }

    private void GoBack(Point point)
    {
        _relations.TakeBack(point.Relations);
        _types.TakeBack(point.Types);
        _timeouts = point.Timeouts;
    }

    private void Apply(SettingFact setting)
    {
        switch (setting.Name)
        {
            case "lock_timeout" when setting.IsLocal:
                _timeouts = _timeouts with { LocalLock = setting.HasValue };
                break;
            case "lock_timeout":
                _timeouts = _timeouts with { Lock = setting.HasValue, LocalLock = _timeouts.LocalLock && setting.HasValue };
                break;
            case "statement_timeout" when setting.IsLocal:
                _timeouts = _timeouts with { LocalStatement = setting.HasValue };
                break;
            case "statement_timeout":
                _timeouts = _timeouts with { Statement = setting.HasValue, LocalStatement = _timeouts.LocalStatement && setting.HasValue };
                break;
            case "all" when !setting.HasValue:
                _timeouts = default;
                break;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Timeouts(bool Lock, bool LocalLock, bool Statement, bool LocalStatement)
    {
        /// <summary>What is left of them behind a transaction.</summary>
        public Timeouts OfSession => this with { LocalLock = false, LocalStatement = false };
    }

    /// <summary>Where a rollback leads back to.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Point(int Relations, int Types, Timeouts Timeouts);
}
