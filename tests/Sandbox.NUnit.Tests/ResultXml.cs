using System.Xml.Linq;

namespace Sandbox.NUnit.Tests;

/// <summary>What NUnit's XML says of test cases.</summary>
internal static class ResultXml
{
    public static IReadOnlyList<XElement> Cases(this XElement run) => [.. run.DescendantsAndSelf("test-case")];

    public static XElement Case(this XElement run, string name) =>
        run.Cases().Single(test => string.Equals((string?)test.Attribute("name"), name, StringComparison.Ordinal));

    public static string Outcome(this XElement test) => (string?)test.Attribute("result") ?? "";

    public static string Message(this XElement test) => (string?)test.Element("failure")?.Element("message") ?? "";

    public static string Output(this XElement test) => ((string?)test.Element("output") ?? "").Trim();

    public static IReadOnlyList<string> Attachments(this XElement test) =>
        [.. test.Descendants("attachment").Select(static attachment => (string?)attachment.Element("filePath") ?? "")];
}
