using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules.Definitions;
using Sandbox.Syntax.Statements;

namespace Sandbox.Syntax.Rules.Rehearsals;

/// <summary>
/// SBX1101 to SBX1106: what does not belong into a rehearsal. A script is one if it says so (<c>-- sandbox: ...</c>), or if all that it
/// begins it rolls back; the second is known at its end.
/// </summary>
internal sealed class RehearsalRules(RuleRun run)
{
    private static readonly HashSet<string> Escaping = new(StatementClassifier.EscapingFunctions, StringComparer.OrdinalIgnoreCase);

    /// <summary>What the rehearsal itself need not refuse, and a script that is run by hand takes no rollback back of: locks of the session (manual, "Advisory Locks"), and work in another one.</summary>
    private static readonly Dictionary<string, string> Outliving = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pg_advisory_lock"] = SessionLock,
        ["pg_advisory_lock_shared"] = SessionLock,
        ["pg_try_advisory_lock"] = SessionLock,
        ["pg_try_advisory_lock_shared"] = SessionLock,
        ["pg_background_launch"] = "runs a statement in a session of its own, which no rollback takes back",
    };

    private const string SessionLock = "holds its lock until the session ends, which no rollback takes back: take it by pg_advisory_xact_lock";

    private readonly List<(PendingFinding Finding, string Message)> _pending = [];
    private readonly ResultTables _results = new(run);
    private bool _isDeclared;
    private bool _rollsBackOnly;
    private bool _rollsBack;
    private bool _commits;
    private bool _stopsAtErrors;
    private bool _hasWritten;

    /// <summary>A comment <c>-- sandbox: key value</c>.</summary>
    public void NoteDirective(string key, string value)
    {
        _isDeclared = true;
        _rollsBackOnly |= key is "rollback-only" || (key is "lane" && value is "rollback");
    }

    /// <summary>Takes a statement in the order of execution.</summary>
    public void Take(StatementFact fact, TextContext context)
    {
        if (run.Options.Partial || context.Generated)
        {
            return;
        }

        if (fact is TransactionFact transaction)
        {
            Take(transaction);
            return;
        }

        CheckBlock(fact, context);
        CheckEscape(fact.Tokens);
        CheckWrite(fact, context);
        _results.Take(fact);
    }

    /// <summary>Takes a meta-command.</summary>
    /// <param name="text">The script.</param>
    /// <param name="backslash">Where it starts.</param>
    /// <param name="command">What it is.</param>
    public void Take(MappedText text, int backslash, PsqlCommand command)
    {
        var arguments = text.Text.Substring(command.ArgumentsStart, command.ArgumentsEnd - command.ArgumentsStart).Trim();
        if (command.Name is "set" && arguments.StartsWith("ON_ERROR_STOP", StringComparison.Ordinal))
        {
            _stopsAtErrors = !arguments.EndsWith("off", StringComparison.OrdinalIgnoreCase) && !arguments.EndsWith("0", StringComparison.Ordinal);
        }

        if (OutsideReach.Of(command.Name, arguments) is { } reach)
        {
            _pending.Add((run.Defer(RuleRegistry.ReachesOutside, text, backslash, Math.Max(command.ArgumentsEnd, backslash + 1)), reach));
        }
    }

    public void End()
    {
        if (_isDeclared || (_rollsBack && !_commits))
        {
            _pending.ForEach(pending => run.Report(pending.Finding, pending.Message));
            _results.End();
        }
    }

    private void Take(TransactionFact transaction)
    {
        _rollsBack |= transaction.Step == TransactionStep.Rollback;
        _commits |= transaction.Step is TransactionStep.Commit or TransactionStep.Prepare;
        if (_rollsBackOnly && transaction.Step is TransactionStep.Commit or TransactionStep.Prepare)
        {
            Report(RuleRegistry.CommitInRollbackOnly, transaction.Tokens, "the script says that it is rolled back: ROLLBACK, or take the directive away");
        }
    }

    /// <summary>SBX1104, in a script that is no rehearsal too.</summary>
    private void CheckBlock(StatementFact fact, TextContext context)
    {
        var inBlock = run.Migrations.InBlock || _rollsBackOnly || context.InBody || context.IsExecuted || context.IsBundled;
        if (!inBlock || fact is not (OtherDefinition or CreateIndex or DropObjects or Maintenance or AlterTable or AddEnumValue or OtherStatement))
        {
            return;
        }

        var reason = fact is AddEnumValue && run.Options.ServerVersion is > 0 and < 12 ? "ALTER TYPE ... ADD VALUE cannot run in a transaction block before PostgreSQL 12"
            : CreatesSlot(fact.Tokens) ? "CREATE SUBSCRIPTION that creates its slot cannot run in a transaction block"
            : fact is OtherStatement && !fact.Tokens.IsWord(0, "vacuum") ? null
            : StatementClassifier.Classify(TextOf(fact.Tokens)).RefusesTransaction;
        if (reason is not null)
        {
            Report(RuleRegistry.RefusesTransaction, fact.Tokens, reason + ": put it into a script of its own, outside any transaction");
        }
    }

    /// <summary>CREATE SUBSCRIPTION without <c>create_slot = false</c> or <c>connect = false</c>.</summary>
    private static bool CreatesSlot(SqlTokens statement)
    {
        var options = statement.FindWord(2, "with") + 1;
        return statement.IsWord(0, "create") && statement.IsWord(1, "subscription")
            && !(statement.Is(options, TokenKind.OpenParenthesis) && statement.From(options + 1).SplitAtCommas().Any(static option =>
                (option.IsWord(0, "create_slot") || option.IsWord(0, "connect"))
                && (option.IsString(2) ? SqlLiteral.Read(option.Source, option[2]).Text : option.Count > 2 ? option.Text(2).ToString() : string.Empty).ToLowerInvariant() is "false" or "off" or "0"));
    }

    /// <summary>SBX1102: a call by its name, or a COPY to a file or a program.</summary>
    private void CheckEscape(SqlTokens statement)
    {
        for (var i = 0; i + 1 < statement.Count; i++)
        {
            if (!statement.Is(i + 1, TokenKind.OpenParenthesis) || statement.Name(i) is not { } name)
            {
                continue;
            }

            if (Outliving.TryGetValue(name, out var effect))
            {
                Defer(RuleRegistry.EscapesRollback, statement.Between(i, i + 1), $"{name}() {effect}");
            }
            else if (Escaping.Contains(name) && !(name is "pg_logical_emit_message" && statement.IsWord(i + 2, "true")))
            {
                Defer(RuleRegistry.EscapesRollback, statement.Between(i, i + 1), StatementClassifier.FindEscape((name + "()").AsSpan(), []) ?? name);
            }
        }

        if (statement.IsWord(0, "copy") && StatementClassifier.Classify(TextOf(statement)).Escapes is { } escape)
        {
            Defer(RuleRegistry.EscapesRollback, statement, escape);
        }
    }

    /// <summary>SBX1103: at the first write.</summary>
    private void CheckWrite(StatementFact fact, TextContext context)
    {
        var tokens = fact.Tokens;
        if (_hasWritten || !run.Options.Psql || !Writes(fact))
        {
            return;
        }

        _hasWritten = true;
        if (!context.Guarded || !_stopsAtErrors)
        {
            var missing = !context.Guarded && !_stopsAtErrors ? "no check of current_database() that raises and no \\set ON_ERROR_STOP on stand"
                : !context.Guarded ? "no check of current_database() that raises stands" : "no \\set ON_ERROR_STOP on stands";
            Defer(RuleRegistry.UncheckedRehearsal, tokens.Between(0, 1), missing + " before the first write");
        }
    }

    /// <summary>Whether a statement leaves something outside the tables and views of its own session, and those that the script has made.</summary>
    private bool Writes(StatementFact fact)
    {
        var tokens = fact.Tokens;
        var target = tokens.IsWord(0, "insert") || tokens.IsWord(0, "merge") ? 2 : tokens.IsWord(0, "delete") ? 2 : tokens.IsWord(0, "update") ? 1 : 0;
        target += target > 0 && tokens.IsWord(target, "only") ? 1 : 0;
        return target > 0
            ? !(new TokenReader(tokens) { At = target }.TakeObject() is { } table && run.Migrations.IsNew(table))
            : fact is not (OtherStatement or SettingFact or CreateTable { IsTemporary: true }) && !(tokens.IsWord(0, "create") && (tokens.IsWord(1, "temp") || tokens.IsWord(1, "temporary")));
    }

    private static ReadOnlySpan<char> TextOf(SqlTokens tokens) => tokens.Source.Text.AsSpan(tokens[0].Start, tokens[tokens.Count - 1].End - tokens[0].Start);

    private void Report(Rule rule, SqlTokens part, string message) => run.Report(rule, part.Source, part[0].Start, part[part.Count - 1].End, message);

    private void Defer(Rule rule, SqlTokens part, string message) => _pending.Add((run.Defer(rule, part.Source, part[0].Start, part[part.Count - 1].End), message));
}
