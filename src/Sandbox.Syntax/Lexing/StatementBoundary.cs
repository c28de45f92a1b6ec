using System.Runtime.InteropServices;

namespace Sandbox.Syntax.Lexing;

/// <summary>
/// Where statements end, by psql's rule: at a semicolon outside parentheses and outside the body of
/// <c>CREATE [OR REPLACE] {FUNCTION | PROCEDURE} ... BEGIN ATOMIC ... END</c> (psqlscan.l, rule <c>{identifier}</c>; PostgreSQL 14).
/// </summary>
/// <remarks>Like psql's it is a rule on words, not a parser: a function called <c>begin</c> swallows what follows it.</remarks>
[StructLayout(LayoutKind.Auto)]
public record struct StatementBoundary
{
    private const int Remembered = 4;
    private int _parentheses;
    private int _begins;
    private int _words;
    private uint _initials;

    /// <summary>How many parentheses are open.</summary>
    public readonly int ParenthesisDepth => _parentheses;

    /// <summary>How many BEGIN and CASE of an SQL-standard function body are open.</summary>
    public readonly int BeginDepth => _begins;

    /// <summary>Takes the next token; true where it ends the statement.</summary>
    /// <param name="token">The token.</param>
    /// <param name="text">The text that it was lexed from.</param>
    public bool Ends(in Token token, ReadOnlySpan<char> text)
    {
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                TakeWord(token.In(text));
                return false;
            case TokenKind.OpenParenthesis:
                _parentheses++;
                return false;
            case TokenKind.CloseParenthesis:
                _parentheses = Math.Max(0, _parentheses - 1);
                return false;
            case TokenKind.EscapedCharacter:
                if (text[token.Start + 1] == ';' && _begins == 0 && _parentheses == 0)
                {
                    ForgetWords();
                }

                return false;
            case TokenKind.Semicolon when _parentheses == 0 && _begins == 0:
                ForgetWords();
                return true;
            default:
                return false;
        }
    }

    private void ForgetWords()
    {
        _words = 0;
        _initials = 0;
    }

    private void TakeWord(ReadOnlySpan<char> word)
    {
        if (_words < Remembered)
        {
            // Only the initials of the five words that matter are kept; any other word leaves a zero in its place.
            var known = Is(word, "create") || Is(word, "or") || Is(word, "replace") || Is(word, "function") || Is(word, "procedure");
            _initials |= (uint)(known ? (byte)(word[0] | 0x20) : (byte)0) << (8 * _words);
            _words++;
        }

        if (_parentheses == 0 && word.Length is 3 or 4 or 5 && InRoutine())
        {
            if (Is(word, "begin") || (_begins > 0 && Is(word, "case")))
            {
                _begins++;
            }
            else if (_begins > 0 && Is(word, "end"))
            {
                _begins--;
            }
        }
    }

    private readonly bool InRoutine()
    {
        var routine = Initial(0) != 'c' ? '\0'
            : Initial(1) == 'o' && Initial(2) == 'r' ? Initial(3)
            : Initial(1);
        return routine is 'f' or 'p';
    }

    private readonly char Initial(int index) => (char)((_initials >> (8 * index)) & 0xff);

    private static bool Is(ReadOnlySpan<char> word, string keyword) =>
        word.Length == keyword.Length && word.Equals(keyword.AsSpan(), StringComparison.OrdinalIgnoreCase);
}
