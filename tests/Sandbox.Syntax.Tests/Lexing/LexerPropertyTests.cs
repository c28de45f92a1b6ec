using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Tests.Scripts;

namespace Sandbox.Syntax.Tests.Lexing;

/// <summary>What holds for any text, and any string of the pieces that make lexing hard.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LexerPropertyTests
{
    private static readonly string[] Pieces =
    [
        "'", "''", "\"", "\\", "\\;", "\\:", "$", "$$", "$a$", "$1", "--", "/*", "*/", "/", "*", "-", "+", ":", "::", ":=", ":a", ":'a'", ":\"a\"", ":{?a}", ";", "(", ")",
        "e", "E'", "b'", "x'", "n'", "U&'", "u&\"", "&", "a", "1", "1e", ".", "..", "1.5e-3", "0x1F", " ", "\n", "\r", "\r\n", "\t", "\v", "é", "😀", "_", "{", "}", "@", "create",
        " function ", " begin ", " case ", " end ", " or ", " replace ", "select 1;",
    ];

    private static readonly string[] Statements =
    [
        "select 1;", "select ';', \"a;b\";", "select $$;$$, $t$ $$ ; $t$;", "select e'\\';', 'it''s' /* ; /* ; */ */;", "insert into t values (1, '(');", "select x$$, 1 -- ;\n;",
        "create function f() returns int begin atomic select 1; select case when true then 1 end; end;", "create or replace procedure p() begin atomic end;",
        "create rule r as on insert to t do also (select 1; select 2);", "select a[1:2], b::int, c := 1;", "update t set a = 'é😀';", "begin;", "end;", ";", "select U&'\\0061;';", "do $do$ begin; end $do$;",
        "select b'1' || x'F';", "values (1), (2);",
    ];

    private static readonly LexerOptions[] AllOptions = [LexerOptions.Sql, LexerOptions.Psql, LexerOptions.BackslashEscapes, LexerOptions.Psql | LexerOptions.BackslashEscapes];

    private static Config Config => Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60).WithReplay(new Replay(new Rnd(TestContext.CurrentContext.Random.NextULong()), size: null));

    private static Gen<string> Texts => Gen.OneOf(
        Gen.Elements(Pieces).ArrayOf().Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(static text => text ?? string.Empty));

    [Test]
    public void Tokens_cover_a_text_exactly() => Check(Texts, static text =>
    {
        foreach (var options in AllOptions)
        {
            var end = 0;
            foreach (var token in Tokens.Of(text, options))
            {
                if (token.Start != end || token.Length <= 0)
                {
                    return false;
                }

                end = token.End;
            }

            if (end != text.Length)
            {
                return false;
            }
        }

        return true;
    });

    [Test]
    public void The_short_way_gives_the_tokens_that_matter() => Check(Texts, static text =>
        Tokens.SignificantOf(text, LexerOptions.Psql).SequenceEqual(Tokens.Of(text, LexerOptions.Psql).Where(static token => Tokens.IsSignificant(token))));

    [Test]
    public void Lines_one_by_one_give_the_tokens_of_the_whole() => Check(Texts, static text =>
        Tokens.OfLines(text, LexerOptions.Psql).SequenceEqual(Tokens.Of(text, LexerOptions.Psql)));

    [Test]
    public void Lexing_may_begin_at_any_token() => Check(Texts, static text =>
    {
        var all = Tokens.Of(text, LexerOptions.Psql);
        return all.Count < 2 || all.Skip(all.Count / 2).SequenceEqual(From(text, all[all.Count / 2].Start));
    });

    [Test]
    public void Statements_split_where_they_were_joined() =>
        Check(Gen.Elements(Statements).ArrayOf(), static statements => Playback.Split(string.Concat(statements)).SequenceEqual(statements));

    [Test]
    public void Statements_on_lines_of_their_own_split_where_they_were_joined() =>
        Check(Gen.Elements(Statements).ArrayOf(), static statements => Playback.Split(string.Join("\n\n", statements)).SequenceEqual(statements));

    [Test]
    public void No_character_is_lost_or_invented() => Check(Gen.Elements(Statements).ArrayOf().Zip(Texts), static given =>
    {
        // Without backslashes and variables, all that psql leaves out is white space, leading line comments and empty lines.
        var text = (string.Join(' ', given.Item1) + given.Item2).Replace("\\", string.Empty, StringComparison.Ordinal).Replace(':', ' ').Replace('-', '+').Replace("\0", string.Empty, StringComparison.Ordinal).TrimStart('\uFEFF');
        return string.Equals(Inked(string.Concat(Playback.Split(text))), Inked(text), StringComparison.Ordinal);
    });

    private static void Check<T>(Gen<T> values, Func<T, bool> holds) => Prop.ForAll(values.ToArbitrary(), holds).Check(Config);

    private static List<Token> From(string text, int position)
    {
        var tokens = new List<Token>();
        var lexer = new Lexer(text, LexerOptions.Psql, OpenToken.None, position);
        while (lexer.Read(out var token))
        {
            tokens.Add(token);
        }

        return tokens;
    }

    private static string Inked(string text)
    {
        var inked = new StringBuilder(text.Length);
        foreach (var c in text.Where(static c => c is not (' ' or '\t' or '\n' or '\r' or '\f' or '\v')))
        {
            inked.Append(c);
        }

        return inked.ToString();
    }
}
