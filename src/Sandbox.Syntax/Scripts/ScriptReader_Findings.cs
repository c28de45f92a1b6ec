using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <content>What psql passes over: variables that are not set, and what is still open in the text that a file ends with.</content>
public sealed partial class ScriptReader
{
    private void FindUnset(string variable, ReadOnlySpan<char> text, TextPosition position)
    {
        // An array's slice, [1:2], is not meant as a variable.
        var isMeant = false;
        foreach (var c in variable)
        {
            isMeant |= c is < '0' or > '9';
        }

        if (isMeant && _context.IsKnown(variable))
        {
            _context.Found(new ScriptFinding(RuleRegistry.UnsetVariable, Path, position, $"variable \"{variable}\" is not set: {text.ToString()} is sent as it stands"));
        }
    }

    private void FindUnfinished(Statement statement)
    {
        var (offset, what) = Unfinished(statement.Text.AsSpan());
        if (what is not null)
        {
            _context.Found(new ScriptFinding(RuleRegistry.UnfinishedStatement, Path, statement.LocateOffset(offset), $"the file ends {what}; what is there so far is sent"));
        }
    }

    private (int Offset, string? What) Unfinished(ReadOnlySpan<char> text)
    {
        var lexer = new Lexer(text, _options & ~LexerOptions.Psql);
        var parentheses = new Stack<int>();
        Token last = default;
        var isEmpty = true;
        while (lexer.Read(out var token))
        {
            last = token;
            isEmpty &= token.IsTrivia;
            if (token.Kind == TokenKind.OpenParenthesis)
            {
                parentheses.Push(token.Start);
            }
            else if (token.Kind == TokenKind.CloseParenthesis && parentheses.Count > 0)
            {
                _ = parentheses.Pop();
            }
        }

        return lexer.Open.IsOpen ? (last.Start, lexer.Open.Kind switch
            {
                TokenKind.BlockComment => "in this comment",
                TokenKind.DollarString => "in this dollar quote",
                TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier => "in this quoted identifier",
                _ => "in this literal",
            })
            : parentheses.Count > 0 ? (parentheses.Peek(), "behind this open parenthesis")
            : isEmpty ? (0, null)
            : (0, "in this statement, which has no semicolon");
    }
}
