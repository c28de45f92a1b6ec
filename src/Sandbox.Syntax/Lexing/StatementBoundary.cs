using System.Runtime.CompilerServices;
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
    private readonly AtomicBodies _bodies;
    private int _parentheses;
    private int _begins;
    private Prefix _prefix;

    /// <summary>Begins at the start of a statement.</summary>
    /// <param name="bodies">Whose rule for routine bodies applies.</param>
    public StatementBoundary(AtomicBodies bodies)
    {
        _bodies = bodies;
        ForgetWords();
    }

    private enum Prefix : byte
    {
        None,
        Create,
        CreateOr,
        CreateOrReplace,
        Routine,
        Other,
    }

    /// <summary>How many parentheses are open.</summary>
    public readonly int ParenthesisDepth => _parentheses;

    /// <summary>How many BEGIN and CASE of an SQL-standard function body are open.</summary>
    public readonly int BeginDepth => _begins;

    /// <summary>Whether the next words count: at the start of a statement and in a routine. Otherwise only parentheses and semicolons do.</summary>
    public readonly bool TakesWords => _prefix != Prefix.Other;

    /// <summary>Takes the next token; true where it ends the statement.</summary>
    /// <param name="token">The token.</param>
    /// <param name="text">The text that it was lexed from.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Ends(in Token token, ReadOnlySpan<char> text)
    {
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                if (_prefix != Prefix.Other)
                {
                    TakeWord(token.In(text));
                }

                return false;
            case TokenKind.OpenParenthesis:
                _parentheses++;
                return false;
            case TokenKind.CloseParenthesis:
                _parentheses = Math.Max(0, _parentheses - 1);
                return false;
            case TokenKind.EscapedCharacter:
                if (text[token.Start + 1] == ';' && (_bodies != AtomicBodies.Newest || (_begins == 0 && _parentheses == 0)))
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

    /// <summary>
    /// Sees from the first letters of a statement that it does not make a routine, so that no word of it counts: two tell that it begins with a word, which is not CREATE, or
    /// that the word behind CREATE is neither OR nor FUNCTION nor PROCEDURE.
    /// </summary>
    /// <param name="statement">The text from the statement's first token on.</param>
    internal void Begin(ReadOnlySpan<char> statement)
    {
        if (_prefix == Prefix.None && BeginsWord(statement) && ((statement[0] | 0x20) != 'c' || (statement[1] | 0x20) != 'r' || CreatesNoRoutine(statement)))
        {
            _prefix = Prefix.Other;
        }
    }

    /// <summary>This state with another's parentheses: all that psql 13 to 16 put back after a branch that was not taken.</summary>
    /// <param name="other">The state to take the depth from.</param>
    public readonly StatementBoundary WithParenthesesOf(StatementBoundary other)
    {
        var copy = this;
        copy._parentheses = other._parentheses;
        return copy;
    }

    /// <summary>The start of a new statement by the same rules.</summary>
    public readonly StatementBoundary Reset() => new(_bodies);

    private void ForgetWords() => _prefix = _bodies == AtomicBodies.Unknown ? Prefix.Other : Prefix.None;

    private void TakeWord(ReadOnlySpan<char> word)
    {
        if (_parentheses > 0 && (_bodies == AtomicBodies.Newest || _prefix == Prefix.Routine))
        {
            return;
        }

        if (_prefix != Prefix.Routine)
        {
            _prefix = _prefix switch
            {
                Prefix.None when Is(word, "create") => Prefix.Create,
                Prefix.Create when Is(word, "or") => Prefix.CreateOr,
                Prefix.CreateOr when Is(word, "replace") => Prefix.CreateOrReplace,
                Prefix.Create or Prefix.CreateOrReplace when Is(word, "function") || Is(word, "procedure") => Prefix.Routine,
                _ => Prefix.Other,
            };
        }
        else if (Is(word, "begin") || (_begins > 0 && Is(word, "case")))
        {
            _begins++;
        }
        else if (_begins > 0 && Is(word, "end"))
        {
            _begins--;
        }
    }

    private static bool BeginsWord(ReadOnlySpan<char> text) => text.Length > 1 && IsLetter(text[0]) && IsLetter(text[1]);

    private static bool CreatesNoRoutine(ReadOnlySpan<char> statement) =>
        statement.Length > 8 && statement[6] == ' ' && BeginsWord(statement.Slice(7)) && (statement[7] | 0x20) is not ('o' or 'f' or 'p') && Is(statement.Slice(0, 6), "create");

    private static bool IsLetter(char c) => (uint)((c | 0x20) - 'a') <= 'z' - 'a';

    private static bool Is(ReadOnlySpan<char> word, string keyword) =>
        word.Length == keyword.Length && word.Equals(keyword.AsSpan(), StringComparison.OrdinalIgnoreCase);
}
