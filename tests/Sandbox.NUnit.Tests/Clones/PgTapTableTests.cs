using System.Reflection;
using System.Text.RegularExpressions;

namespace Sandbox.NUnit.Tests.Clones;

/// <summary>The table of what pgTAP's functions are here: complete, and of members that there are.</summary>
public sealed partial class PgTapTableTests
{
    private static readonly string Root = Path.GetFullPath("../..", typeof(PgTapTableTests).Assembly.GetCustomAttribute<RehearsalProjectAttribute>()!.Directory);

    private static IReadOnlyList<(string Function, string Ours)> Table { get; } =
        [.. Rows().Matches(File.ReadAllText(Path.Combine(Root, "docs/pgtap.md"))).Select(static row => (row.Groups["function"].Value, row.Groups["ours"].Value))];

    // The headings of pgTAP's own documentation.
    [Test]
    public void Each_documented_function_is_in_it_once() =>
        Table.Select(static row => row.Function).ShouldBe(File.ReadAllLines(Path.Combine(Root, "tests/corpus/pgtap/functions.txt")));

    [Test]
    public void It_names_only_what_there_is()
    {
        var members = typeof(Clone).Assembly.GetExportedTypes().SelectMany(static type => type.GetMembers().Select(static member => member.Name).Append(type.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var (function, ours) in Table)
        {
            var code = Code().Matches(ours).Where(static span => span.Value.Contains('.', StringComparison.Ordinal) && !span.Value.Contains("Assert", StringComparison.Ordinal)).ToList();
            (code.Count > 0 || ours.StartsWith("NUnit", StringComparison.Ordinal) || ours.StartsWith("none needed: ", StringComparison.Ordinal)).ShouldBeTrue(function);
            foreach (Match member in code.SelectMany(static span => Member().Matches(span.Value)))
            {
                members.ShouldContain(member.Groups["name"].Value, function);
            }
        }
    }

    [GeneratedRegex(@"^\| `(?<function>\w+)` \| (?<ours>.+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rows();

    [GeneratedRegex("`[^`]+`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<![""\w])(?<name>[A-Z]\w+)(?=[.(])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Member();
}
