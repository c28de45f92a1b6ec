using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Tests.Lexing;

[Parallelizable(ParallelScope.All)]
public sealed class LexerTests
{
    [TestCase("select 1;", "Identifier select | Number 1 | Semicolon ;")]
    [TestCase("-- a 'b\nc", "LineComment -- a 'b | Identifier c")]
    [TestCase("-- a\rb", "LineComment -- a | Identifier b")]
    [TestCase("/* a /* b */ -- ' */c", "BlockComment /* a /* b */ -- ' */ | Identifier c")]
    [TestCase("/*/ a */b", "BlockComment /*/ a */ | Identifier b")]
    [TestCase("/**/b", "BlockComment /**/ | Identifier b")]
    [TestCase("/* open", "BlockComment /* open")]
    [TestCase("1+-- x", "Number 1 | Operator + | LineComment -- x")]
    [TestCase("a@/* x */-1", "Identifier a | Operator @ | BlockComment /* x */ | Operator - | Number 1")]
    [TestCase("a*-1", "Identifier a | Operator * | Operator - | Number 1")]
    [TestCase("a@-1", "Identifier a | Operator @- | Number 1")]
    [TestCase("a->>'b'", "Identifier a | Operator ->> | String 'b'")]
    [TestCase("'it''s'", "String 'it''s'")]
    [TestCase(@"'a\'b", @"String 'a\' | Identifier b")]
    [TestCase(@"E'a\'b'", @"EscapeString E'a\'b'")]
    [TestCase(@"e'a\\'b", @"EscapeString e'a\\' | Identifier b")]
    [TestCase(@"n'a\'b", @"Identifier n | String 'a\' | Identifier b")]
    [TestCase(@"U&'a\'b", @"UnicodeString U&'a\' | Identifier b")]
    [TestCase("u & 'x'", "Identifier u | Operator & | String 'x'")]
    [TestCase("U&\"a\"\"b\"c", "UnicodeIdentifier U&\"a\"\"b\" | Identifier c")]
    [TestCase("b'1''0'", "BitString b'1' | String '0'")]
    [TestCase("X'1F'", "BitString X'1F'")]
    [TestCase("\"a\"\"b\" c", "QuotedIdentifier \"a\"\"b\" | Identifier c")]
    [TestCase("\"a'b\"", "QuotedIdentifier \"a'b\"")]
    [TestCase("ae'x'", "Identifier ae | String 'x'")]
    [TestCase("1e'x'", "Number 1e | String 'x'")]
    [TestCase("a$e'x'", "Identifier a$e | String 'x'")]
    [TestCase("$e'x\\''", "Punctuation $ | EscapeString e'x\\''")]
    [TestCase("$$a;b$$", "DollarString $$a;b$$")]
    [TestCase("$a$ $b$ $A$ $a$", "DollarString $a$ $b$ $A$ $a$")]
    [TestCase("$a$ x $b$a$", "DollarString $a$ x $b$a$")]
    [TestCase("x$$;", "Identifier x$$ | Semicolon ;")]
    [TestCase("x$a$;", "Identifier x$a$ | Semicolon ;")]
    [TestCase("1$$;$$", "Number 1 | DollarString $$;$$")]
    [TestCase("1a$$;$$", "Number 1a$$ | Semicolon ; | DollarString $$")]
    [TestCase("$1$$;$$", "Parameter $1 | DollarString $$;$$")]
    [TestCase("$1a$;", "Parameter $1a$ | Semicolon ;")]
    [TestCase("$ä$;$ä$", "DollarString $ä$;$ä$")]
    [TestCase("$a b$", "Punctuation $ | Identifier a | Identifier b$")]
    [TestCase("1.5e-3+.5", "Number 1.5e-3 | Operator + | Number .5")]
    [TestCase("1..10", "Number 1 | Operator .. | Number 10")]
    [TestCase("0x1F 1_000", "Number 0x1F | Number 1_000")]
    [TestCase("a1.e'\\''", "Identifier a1 | Punctuation . | EscapeString e'\\''")]
    [TestCase("a[1:2]", "Identifier a | Punctuation [ | Number 1 | Punctuation : | Number 2 | Punctuation ]")]
    [TestCase("a::b:=c", "Identifier a | Operator :: | Identifier b | Operator := | Identifier c")]
    [TestCase("'a'\n  'b'", "String 'a'\n  'b'")]
    [TestCase("e'a' -- c\n'\\''", "EscapeString e'a' -- c\n'\\''")]
    [TestCase("'a' 'b'", "String 'a' | String 'b'")]
    [TestCase("'a' /* c */\n'b'", "String 'a' | BlockComment /* c */ | String 'b'")]
    [TestCase("\u00a0a", "Identifier \u00a0a")]
    [TestCase("é😀", "Identifier é😀")]
    public void The_servers_tokens(string text, string expected) => Tokens.Listed(text, LexerOptions.Sql).ShouldBe(expected);

    [TestCase(":a", "Variable :a")]
    [TestCase(":1a", "Variable :1a")]
    [TestCase(":é", "Variable :é")]
    [TestCase(":'a'", "VariableLiteral :'a'")]
    [TestCase(":\"a\"", "VariableIdentifier :\"a\"")]
    [TestCase(":{?a}", "VariableTest :{?a}")]
    [TestCase(":{a}", "Punctuation : | Punctuation { | Identifier a | Punctuation }")]
    [TestCase(":{?a", "Punctuation : | Punctuation { | Operator ? | Identifier a")]
    [TestCase(":'a b'", "Punctuation : | String 'a b'")]
    [TestCase(":''", "Punctuation : | String ''")]
    [TestCase("a::b", "Identifier a | Operator :: | Identifier b")]
    [TestCase("a:::b", "Identifier a | Operator :: | Variable :b")]
    [TestCase("x :=:y", "Identifier x | Operator := | Variable :y")]
    [TestCase("[1:a]", "Punctuation [ | Number 1 | Variable :a | Punctuation ]")]
    [TestCase("':a' \":a\" $$:a$$ /*:a*/ --:a", "String ':a' | QuotedIdentifier \":a\" | DollarString $$:a$$ | BlockComment /*:a*/ | LineComment --:a")]
    [TestCase(@"\;\:\x", @"EscapedCharacter \; | EscapedCharacter \: | Backslash \ | Identifier x")]
    [TestCase(@"'\;'", @"String '\;'")]
    [TestCase("e'a'\n'b'", "EscapeString e'a' | String 'b'")]
    [TestCase("e'a'\r'\\''", "EscapeString e'a'\r'\\''")]
    [TestCase("e'a'\r\n'b'", "EscapeString e'a' | String 'b'")]
    public void Psqls_own_tokens(string text, string expected) => Tokens.Listed(text, LexerOptions.Psql).ShouldBe(expected);

    [TestCase(@"'a\'b'", @"EscapeString 'a\'b'")]
    [TestCase(@"n'a\'b'", @"Identifier n | EscapeString 'a\'b'")]
    [TestCase(@"U&'a\'", @"UnicodeString U&'a\'")]
    [TestCase(@"b'1\'", @"BitString b'1\'")]
    public void Backslashes_escape_in_plain_literals_where_the_server_says_so(string text, string expected) =>
        Tokens.Listed(text, LexerOptions.BackslashEscapes).ShouldBe(expected);

    [TestCase("select 'a", TokenKind.String, 0, null)]
    [TestCase("select e'a\\", TokenKind.EscapeString, 0, null)]
    [TestCase("\"a", TokenKind.QuotedIdentifier, 0, null)]
    [TestCase("/* /* */", TokenKind.BlockComment, 1, null)]
    [TestCase("/* /*", TokenKind.BlockComment, 2, null)]
    [TestCase("$tag$ $tag", TokenKind.DollarString, 0, "$tag$")]
    [TestCase("select 1", TokenKind.Whitespace, 0, null)]
    public void What_stays_open_is_told(string text, TokenKind kind, int depth, string? tag)
    {
        var lexer = new Lexer(text, LexerOptions.Psql);
        while (lexer.Read(out _))
        {
            // Only the end matters.
        }

        lexer.Open.ShouldBe(new OpenToken(kind, depth, tag));
    }
}
