using System.Globalization;
using System.Xml;
using Sandbox.Syntax.Display;
using Sandbox.Syntax.Rules;

namespace Sandbox.Linting.Reporting;

/// <summary>Results as JUnit's XML, which most build servers show.</summary>
public static class JunitWriter
{
    /// <summary>The suites of a report: one a file, in it a case for each finding, which fails from a weight on; a file without findings is a case that passed.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="threshold">The weight; null for never.</param>
    public static IReadOnlyList<JunitSuite> Suites(FindingReport report, RuleSeverity? threshold)
    {
        ArgumentNullException.ThrowIfNull(report);
        var findings = report.Findings.ToLookup(static finding => finding.Path, StringComparer.Ordinal);
        return
        [
            .. report.Files.Select(file => new JunitSuite(file, findings.Contains(file) ? [.. findings[file].Select(Case)] : [new JunitCase("no findings")])),
            .. report.Problems.Select(static problem => new JunitSuite(problem.Path, [new JunitCase("readable", problem.ToString(), "unreadable") { IsError = true }])),
        ];

        JunitCase Case(PlacedFinding finding)
        {
            var name = $"{finding.Rule.Id} {finding.Start}: {finding.Rule.Title}";
            var text = $"{finding.Path}:{finding.Start}: {LintWords.Of(finding.Severity)} {finding.Rule.Id}: {finding.Message}";
            return finding.Severity >= threshold ? new JunitCase(name, text, finding.Rule.Id) : new JunitCase(name) { Output = text };
        }
    }

    /// <summary>Writes suites.</summary>
    /// <param name="name">What ran them.</param>
    /// <param name="suites">The suites.</param>
    /// <param name="output">Where to.</param>
    public static void Write(string name, IReadOnlyList<JunitSuite> suites, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(suites);
        ArgumentNullException.ThrowIfNull(output);
        output.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using (var xml = XmlWriter.Create(output, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", name);
            Counts([.. suites.SelectMany(static suite => suite.Cases)]);
            foreach (var suite in suites)
            {
                xml.WriteStartElement("testsuite");
                xml.WriteAttributeString("name", VisibleText.Escape(suite.Name));
                Counts(suite.Cases);
                foreach (var one in suite.Cases)
                {
                    Case(suite, one);
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();

            void Case(JunitSuite suite, JunitCase one)
            {
                xml.WriteStartElement("testcase");
                xml.WriteAttributeString("classname", VisibleText.Escape(suite.Name));
                xml.WriteAttributeString("name", VisibleText.Escape(one.Name));
                Time(one.Time);
                if (one.Failure is { } failure)
                {
                    xml.WriteStartElement(one.IsError ? "error" : "failure");
                    xml.WriteAttributeString("type", one.Kind);
                    xml.WriteAttributeString("message", VisibleText.Escape(failure));
                    xml.WriteEndElement();
                }

                if (one.Output is { } text)
                {
                    xml.WriteElementString("system-out", string.Join('\n', VisibleText.Lines(text)));
                }

                xml.WriteEndElement();
            }

            void Time(TimeSpan? time)
            {
                if (time is { } known)
                {
                    xml.WriteAttributeString("time", known.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture));
                }
            }

            void Counts(IReadOnlyList<JunitCase> cases)
            {
                Count("tests", static _ => true);
                Count("failures", static one => one is { Failure: not null, IsError: false });
                Count("errors", static one => one.IsError);
                Count("skipped", static _ => false);
                Time(cases.Aggregate((TimeSpan?)null, static (sum, one) => one.Time is { } time ? time + (sum ?? TimeSpan.Zero) : sum));

                void Count(string attribute, Func<JunitCase, bool> counts) => xml.WriteAttributeString(attribute, cases.Count(counts).ToString(CultureInfo.InvariantCulture));
            }
        }

        output.Write('\n');
    }
}
