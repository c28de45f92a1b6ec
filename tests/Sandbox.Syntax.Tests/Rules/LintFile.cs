using System.Globalization;
using System.Text.RegularExpressions;
using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

/// <summary>Reads the files of tests/corpus/lint; the README there says how they are written.</summary>
internal static partial class LintFile
{
    private const string Mark = "=== ";

    /// <summary>The snippets of all files of a folder.</summary>
    public static IEnumerable<LintSnippet> ReadAll(string folder) => Directory.GetFiles(folder, "*.lint").Order(StringComparer.Ordinal).SelectMany(Read);

    private static IEnumerable<LintSnippet> Read(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var text = File.ReadAllText(path);
        var start = text.StartsWith(Mark, StringComparison.Ordinal) ? 0 : Next(text, 0);
        while (start < text.Length)
        {
            var end = Next(text, start + 1);
            var line = text.IndexOf('\n', start);
            yield return Read(name, text[start..line], text[(line + 1)..end].TrimEnd('\n') + "\n");
            start = end;
        }
    }

    private static int Next(string text, int start)
    {
        var at = text.IndexOf("\n" + Mark, start, StringComparison.Ordinal);
        return at < 0 ? text.Length : at + 1;
    }

    private static LintSnippet Read(string file, string head, string text)
    {
        var match = Head().Match(head);
        match.Success.ShouldBeTrue($"{file}: {head}");
        var kind = match.Groups["kind"].Value;
        var words = match.Groups["option"].Captures.Select(static capture => capture.Value.Trim()).ToList();
        var denied = words.Where(static word => word.StartsWith("deny=", StringComparison.Ordinal)).SelectMany(static word => word[5..].Split(',')).ToList();
        var options = new RuleOptions(Psql: string.Equals(kind, "psql", StringComparison.Ordinal))
        {
            InTransaction = words.Contains("transaction"),
            ServerVersion = words.Where(static word => word.StartsWith("server=", StringComparison.Ordinal)).Select(static word => int.Parse(word[7..], CultureInfo.InvariantCulture)).SingleOrDefault(),
            Denied = denied.Count == 0 ? null : denied,
        };
        var expected = match.Groups["expected"].Captures.Select(static capture => (capture.Value[..7], int.Parse(capture.Value[8..], CultureInfo.InvariantCulture))).Order().ToList();
        return new LintSnippet(file, match.Groups["title"].Value, kind, options, text, expected, [.. match.Groups["alike"].Captures.Select(static capture => capture.Value)])
        {
            IsOfTests = words.Contains("tests"),
        };
    }

    [GeneratedRegex(@"^=== (?<kind>sql|psql|sh|cs|csfile)(?<option> transaction| tests| server=\d+| deny=\S+)*: (?<title>[^=~]*[^=~ ])( =>( (?<expected>SBX\d{4}@\d+))+)?( ~( (?<alike>SBX\d{4}))+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Head();
}
