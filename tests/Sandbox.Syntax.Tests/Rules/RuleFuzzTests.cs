using System.Diagnostics;
using NUnit.Framework.Internal;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Tests.Rules;

/// <summary>Mutated snippets through all rules: whatever comes, findings lie inside the text. SANDBOX_FUZZ_SECONDS sets how long it goes on (default 2), <c>NUnit.RandomSeed</c> the seed.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RuleFuzzTests
{
    private static readonly string[] Splinters =
    [
        "'", "\"", "$$", "$a$", "/*", "*/", "--", "\\", ";", "(", ")", ":", ":a", "\\;", "\\if ", "\\endif\n", "\\gexec\n", "\n", "\r", "\0", "begin ", "end ", "as ", "e'", "U&'", "`", "<<E\n", "$(", "|", "\uFFFC", "\uD800", "%I", "%1$s", ",", "execute ", "loop ",
    ];

    [Test]
    public void Mutated_snippets_are_read_to_their_end()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("SANDBOX_FUZZ_SECONDS"), out var asked) ? asked : 2;
        var random = TestContext.CurrentContext.Random;
        var texts = LintCorpus.Snippets.Select(static snippet => snippet.Text).ToList();
        var watch = Stopwatch.StartNew();
        var read = 0;
        while (watch.Elapsed < TimeSpan.FromSeconds(seconds) && !TestContext.CurrentContext.CancellationToken.IsCancellationRequested)
        {
            var text = Mutate(texts[random.Next(texts.Count)], texts[random.Next(texts.Count)], random);
            try
            {
                ReadBy(text);
                if (read++ % 50 == 0)
                {
                    TakesNoMoreThanItsShare(text);
                }
            }
            catch (Exception error) when (error is not ShouldAssertException)
            {
                throw new InvalidOperationException(FormattableString.Invariant($"seed {Randomizer.InitialSeed}: {text}"), error);
            }
        }

        read.ShouldBePositive();
    }

    private static string Mutate(string text, string other, Random random)
    {
        for (var left = random.Next(1, 6); left > 0; left--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 40), text.Length - at);
            var from = random.Next(other.Length + 1);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(at, length)),
                2 => text.Insert(at, other.Substring(from, Math.Min(random.Next(1, 200), other.Length - from))),
                _ => text.Insert(at, Splinters[random.Next(Splinters.Length)]),
            };
        }

        return text;
    }

    private static void ReadBy(string text)
    {
        foreach (var options in new[] { RuleOptions.Script, default, new RuleOptions(Partial: true), new RuleOptions(Psql: true) { InTransaction = true, ServerVersion = 11 } })
        {
            ShouldPointInside(text, SqlRules.Analyze(text.AsSpan(), options));
        }

        ShouldPointInside(text, ShellRules.Analyze(MappedText.Verbatim(text)));
    }

    private static void ShouldPointInside(string text, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            (finding.Start >= 0 && finding.Length > 0 && finding.End <= text.Length).ShouldBeTrue($"{finding.RuleId} at {finding.Start}, {finding.Length} of {text}");
        }
    }

    /// <summary>A text that is repeated takes no more steps a character than the literals in literals that it holds: the share of a quadratic reader grows without end. Only a debug build counts.</summary>
    [Conditional("DEBUG")]
    private static void TakesNoMoreThanItsShare(string text)
    {
#if DEBUG
        var repeated = string.Concat(Enumerable.Repeat(text + "\n", 100));
        var before = Work.Characters;
        SqlRules.Analyze(repeated.AsSpan(), RuleOptions.Script);
        (Work.Characters - before).ShouldBeLessThanOrEqualTo(200L * repeated.Length, text);
#endif
    }
}
