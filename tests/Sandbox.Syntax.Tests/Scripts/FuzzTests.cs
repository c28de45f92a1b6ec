using System.Diagnostics;
using System.Text;
using NUnit.Framework.Internal;
using Sandbox.Syntax.Lexing;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;
using Sandbox.Syntax.Tests.Lexing;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Tests.Scripts;

/// <summary>Mutated scripts: whatever comes, it is read to its end or refused with a place. SANDBOX_FUZZ_SECONDS sets how long it goes on (default 3), <c>NUnit.RandomSeed</c> the seed.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FuzzTests
{
    private static readonly byte[][] Splinters =
        [.. new[] { "'", "\"", "$$", "$a$", "/*", "*/", "--", "\\", ";", "(", ")", ":", ":a", ":'a'", "\\;", "\\if ", "\\endif\n", "\\g\n", "\n", "\r", "\0", "\uFEFF", "begin ", "end ", "create function ", "e'", "U&'", "`" }
            .Select(Encoding.UTF8.GetBytes), [0xFF], [0xC3], [0xF0, 0x9F]];

    [Test]
    public void Mutated_scripts_are_read_or_refused()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("SANDBOX_FUZZ_SECONDS"), out var asked) ? asked : 3;
        var random = TestContext.CurrentContext.Random;
        var corpus = Corpus.Scripts.Select(File.ReadAllBytes).ToList();
        var watch = Stopwatch.StartNew();
        var read = 0;
        while (watch.Elapsed < TimeSpan.FromSeconds(seconds) && !TestContext.CurrentContext.CancellationToken.IsCancellationRequested)
        {
            var script = Mutate(corpus[random.Next(corpus.Count)], corpus[random.Next(corpus.Count)], random);
            try
            {
                Play(script, random.Next(13, 19));
                SameTokens(Encoding.UTF8.GetString(script));
                if (read % 50 == 0)
                {
                    TakesNoMoreThanItsShare(script);
                }

                read++;
            }
            catch (ScriptException error)
            {
                error.Position.Line.ShouldBePositive();
            }
            catch (Exception error) when (error is not ShouldAssertException)
            {
                throw new InvalidOperationException(FormattableString.Invariant($"seed {Randomizer.InitialSeed}: {Convert.ToBase64String(script)}"), error);
            }
        }

        read.ShouldBePositive();
    }

    /// <summary>What was once read again from each of its words.</summary>
    [TestCase("copy (select 1, 2 union all select 3,\n")]
    [TestCase("copy.")]
    [TestCase("options (")]
    [TestCase("grant (")]
    [TestCase("\\i i`nc/ifopen.inc")]
    public void A_text_that_goes_on_is_read_once(string text) => TakesNoMoreThanItsShare(Encoding.UTF8.GetBytes(text));

    private static byte[] Mutate(byte[] script, byte[] other, Random random)
    {
        var bytes = new List<byte>(script);
        for (var left = random.Next(1, 6); left > 0; left--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 2:
                    var from = random.Next(other.Length + 1);
                    bytes.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(1, 200), other.Length - from)).ToArray());
                    break;
                case 3 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                default:
                    bytes.InsertRange(at, Splinters[random.Next(Splinters.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>A hundred looks at each character are more than a script that is repeated to be long takes, and fewer than a quadratic reader would take of it. Only a debug build counts them.</summary>
    [Conditional("DEBUG")]
    private static void TakesNoMoreThanItsShare(byte[] script)
    {
        byte[] repeated = [.. Enumerable.Repeat(script, Math.Max(200, 9_900 / Math.Max(1, script.Length))).SelectMany(static bytes => bytes)];
#if DEBUG
        var before = Work.Characters;
        Play(repeated, 18);
        (Work.Characters - before).ShouldBeLessThanOrEqualTo(100L * repeated.Length, Convert.ToBase64String(script));
#endif
    }

    private static void SameTokens(string text)
    {
        var all = Tokens.Of(text, LexerOptions.Psql);
        all.Sum(static token => token.Length).ShouldBe(text.Length);
        Tokens.SignificantOf(text, LexerOptions.Psql).ShouldBe(all.Where(static token => Tokens.IsSignificant(token)));
        Tokens.OfLines(text, LexerOptions.Psql).ShouldBe(all);
        StatementClassifier.Classify(text);
    }

    private static void Play(byte[] script, int version)
    {
        using var stream = new MemoryStream(script);
        var context = new ScriptedContext { Variables = { ["v"] = "1", ["a"] = "'x' :b", ["b"] = ":a;" } };
        var reader = new ScriptReader(new Utf8LineReader("fuzz.sql", stream), context, new PsqlDialect(version));
        while (true)
        {
            switch (reader.Read())
            {
                case ScriptItem.Statement:
                    var statement = reader.TakeStatement();
                    statement.Locate(statement.Text.Length).Line.ShouldBeInRange(1, reader.LineNumber);
                    if (statement.Text.Length < 10_000)
                    {
                        StatementClassifier.Classify(statement.Text);
                    }

                    break;
                case ScriptItem.MetaCommand:
                    if (reader.Command.Name is "g" or "gx" or "gset" or "gexec")
                    {
                        reader.DropStatement(forced: true);
                    }

                    reader.EndCommand(reader.Command.IsKnown);
                    break;
                default:
                    return;
            }
        }
    }
}
