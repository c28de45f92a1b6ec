using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Tests.Scripts;

/// <summary>What psql 13, 15 and 18 themselves sent for small scripts, message by message.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class RecordingTests
{
    /// <summary>Scripts whose messages a reader alone cannot tell, with the reason.</summary>
    private static readonly Dictionary<string, string> NeedsAnEngine = new(StringComparer.Ordinal)
    {
        ["032"] = "a function changes standard_conforming_strings",
        ["033"] = "a rollback changes standard_conforming_strings",
        ["066"] = "reads the variables that tell of an error",
        ["077"] = "reads variables that psql sets itself",
        ["090"] = "reads special variables' defaults",
        ["118"] = "backticks run a shell",
        ["119"] = "backticks run a shell",
        ["120"] = "backticks run a shell",
        ["135"] = "reads the variables that tell of an error",
        ["155"] = "reads ROW_COUNT",
        ["159"] = "the connection is lost",
        ["163"] = "the connection is lost",
        ["174"] = "a CSV value holds the end marker, which psql 18 alone reads past",
        ["185"] = "a NUL, which is refused here",
        ["186"] = "invalid UTF-8, which is refused here",
        ["187"] = "a file in LATIN1",
        ["188"] = "a file in SJIS",
        ["190"] = "a pg_dump archive, which psql refuses",
        ["191"] = "\\restrict",
        ["208"] = "an endless \\watch",
        ["209"] = "\\getenv",
        ["210"] = "variables that psql sets itself",
    };

    public static IEnumerable<TestCaseData> Cases() =>
        from version in new[] { "13.16", "15.18", "18.6" }
        from script in Directory.GetFiles(Corpus.Micro, "*.sql").Order(StringComparer.Ordinal)
        let name = Path.GetFileNameWithoutExtension(script)
        where !NeedsAnEngine.ContainsKey(name[..3]) && !File.Exists(Path.ChangeExtension(script, ".args")) && !SendsMore().IsMatch(File.ReadAllText(script))
        select new TestCaseData(name, version).SetArgDisplayNames(name, version);

    [TestCaseSource(nameof(Cases))]
    public void A_script_is_split_as_psql_split_it(string name, string version)
    {
        var recorded = Recorded(Path.Combine(Corpus.Micro, $"psql-{version}", name + ".jsonl"));
        var context = new ScriptedContext();
        var playback = new Playback(context, new PsqlDialect(int.Parse(version[..2], System.Globalization.CultureInfo.InvariantCulture)), index => index < recorded.Count ? recorded[index].Answer : null);
        using var stream = File.OpenRead(Path.Combine(Corpus.Micro, name + ".sql"));

        playback.Play(new Utf8LineReader(name, stream), Corpus.Micro);

        playback.Sent.ShouldBe(recorded.Select(static message => message.Text));
    }

    [Test]
    public void Most_of_the_recordings_count() => Cases().Count().ShouldBeGreaterThan(450);

    private static List<(string Text, Playback.Answer Answer)> Recorded(string path)
    {
        var messages = new List<(string Text, Playback.Answer Answer)>();
        foreach (var line in File.ReadLines(path))
        {
            using var message = JsonDocument.Parse(line);
            var root = message.RootElement;
            if (string.Equals(root.GetProperty("t").GetString(), "Q", StringComparison.Ordinal))
            {
                var text = root.TryGetProperty("sql", out var sql) ? sql.GetString()! : Encoding.UTF8.GetString(root.GetProperty("sql_b64").GetBytesFromBase64());
                var failed = root.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0;
                messages.Add((text, new Playback.Answer(failed, root.TryGetProperty("copy_in", out var copies) ? copies.GetInt32() : 0)));
            }
        }

        return messages;
    }

    /// <summary>Commands and settings with which psql sends more than the script's own statements, or reads their results.</summary>
    [GeneratedRegex(@"\\(gset|gexec|gdesc|watch|crosstabview|copy|d[a-z]*\b|sf|sv|bind|parse|startpipeline|encoding|c\b|connect|prompt|lo_)|\\set\s+(AUTOCOMMIT|ON_ERROR_ROLLBACK|FETCH_COUNT|SINGLELINE|ECHO_HIDDEN)", RegexOptions.None, 1000)]
    private static partial Regex SendsMore();
}
