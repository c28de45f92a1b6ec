using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Literals;
using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Analyzers.Sinks;

/// <summary>
/// What the commands of one body do to the session that they share: one of them is no whole script, and what it lacks another one may have
/// done before, or do behind it.
/// </summary>
internal sealed class SessionCommands
{
    private static readonly HashSet<string> Begins = new(StringComparer.OrdinalIgnoreCase) { "begin", "start" };

    private static readonly HashSet<string> Ends = new(StringComparer.OrdinalIgnoreCase) { "commit", "end", "rollback", "abort" };

    private readonly List<(Rule Rule, int Position, bool IsBefore)> _done = [];
    private readonly List<(StatementFact Fact, int Position)> _definitions = [];

    /// <summary>Reads a body.</summary>
    /// <param name="body">The operation that holds all others of it.</param>
    /// <param name="sinks">What takes SQL.</param>
    /// <param name="configured">The members that the project names.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public SessionCommands(IOperation body, SqlSinks sinks, IReadOnlyList<string> configured, CancellationToken cancellationToken)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (sinks.Of(operation, configured) is { } use)
            {
                foreach (var (text, partial) in TextReading.Read(use.Text, cancellationToken, use.HoldsParameters))
                {
                    Note(SqlTokens.Lex(text), operation.Syntax.SpanStart, isWhole: !partial && !use.IsPart);
                }
            }
        }
    }

    /// <summary>Whether another command does what a rule misses in one: begins or ends the transaction, sets the timeout.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="command">The command that it speaks of.</param>
    public bool Do(Rule rule, IOperation command) => _done.Exists(done =>
        done.Rule == rule && (done.IsBefore ? done.Position < command.Syntax.SpanStart : done.Position > command.Syntax.SpanStart));

    /// <summary>What the commands before have made or dropped.</summary>
    /// <param name="command">The command behind them.</param>
    public IReadOnlyList<StatementFact> DefinedBefore(IOperation command) => [.. _definitions.Where(made => made.Position < command.Syntax.SpanStart).Select(static made => made.Fact)];

    private void Note(SqlTokens tokens, int position, bool isWhole)
    {
        var end = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            var starts = i == 0 || tokens.Is(i - 1, TokenKind.Semicolon);
            if (starts && isWhole)
            {
                for (end = Math.Max(end, i); end < tokens.Count && !tokens.Is(end, TokenKind.Semicolon); end++)
                {
                }

                if (StatementReader.Read(tokens.Between(i, end)) is (CreateTable or CreateIndex or DropObjects) and var fact)
                {
                    _definitions.Add((fact, position));
                }
            }

            if (starts && tokens.IsAnyWord(i, Begins))
            {
                _done.Add((RuleRegistry.NestedTransaction, position, true));
            }
            else if (starts && tokens.IsAnyWord(i, Ends))
            {
                _done.Add((RuleRegistry.UncommittedTransaction, position, false));
            }
            else if (starts && tokens.IsWord(i, "set"))
            {
                var timeout = tokens.FindWord(i, "lock_timeout", "statement_timeout");
                if (timeout < tokens.Count)
                {
                    _done.Add((tokens.IsWord(timeout, "lock_timeout") ? RuleRegistry.LockWithoutTimeout : RuleRegistry.NoStatementTimeout, position, true));
                }
            }
        }
    }
}
