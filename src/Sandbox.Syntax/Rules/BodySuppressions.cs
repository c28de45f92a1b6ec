using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules;

/// <summary>The comments of a body that switch rules off, each for the statement of the body that follows it.</summary>
internal sealed class BodySuppressions
{
    private readonly List<Suppression> _all = [];
    private int _next;

    public BodySuppressions(RuleRun run, MappedText body)
    {
        if (body.Text.IndexOf(SuppressedRules.Directive, StringComparison.Ordinal) < 0)
        {
            return;
        }

        var characters = body.Text.AsSpan();
        var lexer = new Lexer(characters, LexerOptions.Sql);
        while (lexer.Read(out var token))
        {
            if (token.Kind == TokenKind.LineComment)
            {
                _all.AddRange(Suppression.In(body, token));
            }
        }

        _all.ForEach(run.Note);
    }

    /// <summary>Those in front of a statement that were not asked for yet.</summary>
    /// <param name="node">The statement, as the body is walked through; a block is passed over, to its first statement.</param>
    public List<Suppression> Before(BodyNode node)
    {
        var first = _next;
        if (TokensOf(node) is { Count: > 0 } tokens)
        {
            while (_next < _all.Count && _all[_next].End <= tokens[0].Start)
            {
                _next++;
            }
        }

        return _all.GetRange(first, _next - first);
    }

    private static SqlTokens? TokensOf(BodyNode node) => node switch
    {
        PlainNode plain => plain.Tokens,
        LoopNode loop => loop.Header,
        ChoiceNode { Branches: [var branch, ..] } => branch.Condition,
        _ => null,
    };
}
