using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Statements;

namespace Sandbox.Syntax.Rules;

/// <summary>The tokens of a text that matter, or a run of them: white space and comments are left out. A value; slicing copies nothing.</summary>
internal readonly struct SqlTokens
{
    private readonly List<Token> _tokens;

    /// <summary>For each token the index behind the parenthesis that closes it: looked up, not searched, so that no nesting costs more than its length.</summary>
    private readonly int[] _behind;
    private readonly int _start;

    private SqlTokens(MappedText source, List<Token> tokens, int[] behind, int start, int count)
    {
        Source = source;
        _tokens = tokens;
        _behind = behind;
        _start = start;
        Count = count;
    }

    public MappedText Source { get; }

    public int Count { get; }

    public Token this[int index] => _tokens[_start + index];

    /// <summary>All tokens of a text that is lexed as the server does.</summary>
    public static SqlTokens Lex(MappedText source)
    {
        var tokens = new List<Token>();
        var lexer = new Lexer(source.Text.AsSpan(), LexerOptions.Sql);
        while (lexer.Read(out var token))
        {
            if (!token.IsTrivia)
            {
                tokens.Add(token);
            }
        }

        return Of(source, tokens);
    }

    public static SqlTokens Of(MappedText source, List<Token> tokens)
    {
        var behind = new int[tokens.Count];
        var open = new Stack<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            behind[i] = int.MaxValue;
            if (tokens[i].Kind == TokenKind.OpenParenthesis)
            {
                open.Push(i);
            }
            else if (tokens[i].Kind == TokenKind.CloseParenthesis && open.Count > 0)
            {
                behind[open.Pop()] = i + 1;
            }
        }

        return new SqlTokens(source, tokens, behind, 0, tokens.Count);
    }

    /// <summary>The tokens from one index up to, and without, another.</summary>
    public SqlTokens Between(int start, int end) => new(Source, _tokens, _behind, _start + start, Math.Max(0, Math.Min(end, Count) - start));

    public SqlTokens From(int start) => Between(Math.Min(start, Count), Count);

    public ReadOnlySpan<char> Text(int index) => this[index].In(Source.Text.AsSpan());

    public bool Is(int index, TokenKind kind) => index >= 0 && index < Count && this[index].Kind == kind;

    public bool IsWord(int index, string word) => Is(index, TokenKind.Identifier) && Text(index).Equals(word.AsSpan(), StringComparison.OrdinalIgnoreCase);

    public bool IsSign(int index, string sign) =>
        index >= 0 && index < Count && this[index].Kind is TokenKind.Operator or TokenKind.Punctuation && Text(index).SequenceEqual(sign.AsSpan());

    public bool IsString(int index) => index >= 0 && index < Count && SqlLiteral.IsString(this[index].Kind);

    public bool IsAnyWord(int index, HashSet<string> words) => Is(index, TokenKind.Identifier) &&
#if NET
        words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Text(index));
#else
        words.Contains(Text(index).ToString());
#endif

    /// <summary>A word, or a quoted name without its quotes, as the server knows it; null for any other token.</summary>
    public string? Name(int index)
    {
        if (index < 0 || index >= Count)
        {
            return null;
        }

        var text = Text(index);
        return this[index].Kind switch
        {
            TokenKind.Identifier => FoldedNames.Of(text),
            TokenKind.QuotedIdentifier when text.Length > 1 => text.Slice(1, text.Length - 2).ToString().Replace("\"\"", "\""),
            _ => null,
        };
    }

    public bool Mentions(string word)
    {
        for (var i = 0; i < Count; i++)
        {
            if (IsWord(i, word))
            {
                return true;
            }
        }

        return false;
    }

    public bool MentionsAny(HashSet<string> words)
    {
        for (var i = 0; i < Count; i++)
        {
            if (IsAnyWord(i, words))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The index behind the parenthesis that closes the one here; <see cref="Count"/> where none does.</summary>
    public int SkipParentheses(int open) => Math.Min(Count, _behind[_start + open] - (_behind[_start + open] == int.MaxValue ? 0 : _start));

    /// <summary>The parts between the commas that stand outside parentheses and brackets.</summary>
    public IEnumerable<SqlTokens> SplitAtCommas()
    {
        var (start, brackets) = (0, 0);
        for (var i = 0; i < Count; i++)
        {
            if (Is(i, TokenKind.OpenParenthesis))
            {
                i = SkipParentheses(i) - 1;
            }
            else if (IsSign(i, "[") || IsSign(i, "]"))
            {
                brackets += IsSign(i, "[") ? 1 : -1;
            }
            else if (brackets == 0 && IsSign(i, ","))
            {
                yield return Between(start, i);
                start = i + 1;
            }
        }

        if (start < Count)
        {
            yield return From(start);
        }
    }

    /// <summary>The index of the first word of these outside parentheses, from an index on; <see cref="Count"/> where there is none.</summary>
    public int FindWord(int from, params string[] words)
    {
        for (var i = from; i < Count; i++)
        {
            if (Is(i, TokenKind.OpenParenthesis))
            {
                i = SkipParentheses(i) - 1;
                continue;
            }

            foreach (var word in words)
            {
                if (IsWord(i, word))
                {
                    return i;
                }
            }
        }

        return Count;
    }
}
