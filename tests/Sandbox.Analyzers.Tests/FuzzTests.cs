using System.Diagnostics;
using System.Text;
using NUnit.Framework.Internal;

namespace Sandbox.Analyzers.Tests;

/// <summary>Mutated programs and scripts: whatever comes, no analyzer throws and none hangs. SANDBOX_FUZZ_SECONDS sets how long it goes on (default 3), <c>NUnit.RandomSeed</c> the seed.</summary>
[NonParallelizable]
public sealed class FuzzTests
{
    private static readonly string[] Pieces =
    [
        "\"", "\"\"\"", "$", "@", "{", "}", "(", ")", ";", "\\", "\n", "/*lang=sql*/ ", "// lang=sql\n", "await ", "try { ", " } catch { ", "finally { ", "goto a; a: ", "u8", "+ name ", "{name}", "{{", "'", "--", "$$", "DROP DATABASE ", "DELETE FROM a",
        "CloneGuard.EnsureAsync(connection)", "new StringBuilder()", ".Append(", ".ToString()", "=> ", "async () => ", "return; ", "\uFFFC", "\uD800", "\0", "sandbox:disable-next SBX1001 ", "Host=prod;Password=x", "\\connect prod\n",
    ];

    private static readonly string[] Programs = Directory.GetFiles(Repository.PathOf("docs/rules"), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)
        .Append(Snippet.InMethod(""""
            await CloneGuard.EnsureAsync(connection, token);
            var text = new StringBuilder("DROP TABLE a; ").Append($"DROP SCHEMA {name} CASCADE");
            try { connection.Execute(text.ToString()); } catch (DbException) { connection.Execute(@"DROP DATABASE ""a"""); }
            await using var late = new NpgsqlCommand("DROP DATABASE a", connection) { CommandText = flag ? "DELETE FROM a" : "TRUNCATE a CASCADE" };
            Func<Task> run = async () => await context.Database.ExecuteSqlAsync($"UPDATE a SET b = {name}");
            Process.Start("docker", ["system", "prune"]);
            """")).ToArray();

    private static readonly string[] Scripts = Directory.GetFiles(Repository.PathOf("docs/rules"), "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText).ToArray();

    [Test]
    public async Task Nothing_that_can_be_written_makes_an_analyzer_throw_or_hang()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("SANDBOX_FUZZ_SECONDS"), out var asked) ? asked : 3;
        var random = TestContext.CurrentContext.Random;
        await TestContext.Out.WriteLineAsync($"seed {Randomizer.InitialSeed}");
        var clock = Stopwatch.StartNew();
        do
        {
            var program = Mutate(Programs[random.Next(Programs.Length)], random);
            var script = Mutate(random.Next(4) == 0 ? Programs[random.Next(Programs.Length)] : Scripts[random.Next(Scripts.Length)], random);
            var analysis = Snippet.AnalyzeBrokenAsync(program, ("a.sql", script), ("appsettings.json", script), ("sandbox.json", script));
            (await Task.WhenAny(analysis, Task.Delay(TimeSpan.FromSeconds(60), TestContext.CurrentContext.CancellationToken))).ShouldBe(analysis, program);
            (await analysis).ShouldNotBeNull(program);
        }
        while (clock.Elapsed.TotalSeconds < seconds);
    }

    [TestCase("var text = \"\"\"\n    SELECT 1;")]
    [TestCase("var text = \"\"\"\n    SELECT 1;\n    \"\"")]
    [TestCase("var text = $\"\"\"\n    SELECT {name};")]
    [TestCase("var text = \"\"\"SELECT 1;")]
    [TestCase("var text = @\"SELECT 1;")]
    [TestCase("var text = \"SELECT 1;")]
    public async Task A_literal_that_is_still_being_written_makes_no_analyzer_throw(string text) =>
        (await Snippet.AnalyzeBrokenAsync(Snippet.InMethod(text))).ShouldNotBeNull();

    private static string Mutate(string text, Random random)
    {
        var mutated = new StringBuilder(text);
        for (var i = random.Next(1, 8); i > 0 && mutated.Length > 0; i--)
        {
            var at = random.Next(mutated.Length);
            switch (random.Next(4))
            {
                case 0:
                    mutated.Remove(at, Math.Min(random.Next(1, 40), mutated.Length - at));
                    break;
                case 1:
                    mutated.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    var from = random.Next(text.Length);
                    mutated.Insert(at, text.Substring(from, Math.Min(random.Next(1, 80), text.Length - from)));
                    break;
                default:
                    mutated[at] = (char)random.Next(32, 127);
                    break;
            }
        }

        return mutated.ToString();
    }
}
