using System.Text;
using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Tests.Printing;

/// <summary>\pset and its short forms: confirmations, errors and the list, against the real psql.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PrintSettingsTests
{
    private static readonly (string Option, string?[] Values)[] Options =
    [
        ("border", [null, "0", "2", "-1", "x", " 3x", "70000", ""]),
        ("columns", [null, "80", "0", "x", "-5"]),
        ("csv_fieldsep", [null, ";", "ab", "\"", "é", "", "\\n", "\\t"]),
        ("expanded", [null, null, "on", "auto", "AUTO", "off", "aut", "tr", "1", "o", "", null]),
        ("x", [null, "bad"]),
        ("vertical", [null, "fal"]),
        ("fieldsep", [null, ", ", "'", "\\n", ""]),
        ("fieldsep_zero", [null]),
        ("fieldsep", [null, "|"]),
        ("footer", [null, null, "off", "on", "maybe"]),
        ("format", [null, "unaligned", "una", "A", "al", "as", "c", "H", "w", "wrapped", "bogus", "", "alignedx"]),
        ("linestyle", [null, "unicode", "u", "o", "asc", "bogus", ""]),
        ("null", [null, "NULL", "it's", ""]),
        ("numericlocale", [null, null, "on", "off", "bad"]),
        ("pager", [null, null, "always", "on", "off", "bad", null]),
        ("pager_min_lines", [null, "1", "5", "x", "0x10", "010", "09", "", "99999999999"]),
        ("recordsep", [null, ";", "\\n", ""]),
        ("recordsep_zero", [null]),
        ("recordsep", [null, "\\n"]),
        ("tableattr", ["class=x", null]),
        ("T", ["border='2'"]),
        ("title", ["A title", null]),
        ("C", ["it's"]),
        ("tuples_only", [null, null, "on", "bad"]),
        ("t", [null, "off", "bad"]),
        ("unicode_border_linestyle", [null, "double", "s", "bad", ""]),
        ("unicode_column_linestyle", [null, "double", "bad"]),
        ("unicode_header_linestyle", [null, "DOUBLE", "bad"]),
        ("xheader_width", [null, "column", "page", "40", "full", "bad"]),
        ("bogus", [null, "x"]),
    ];

    [Test]
    public async Task Confirmations_errors_and_the_list_are_those_of_psql()
    {
        var psql = await Psql.FindAsync();
        var settings = new PrintSettings(psql.Major);
        var script = new StringBuilder();
        var output = new StringWriter();
        var errors = new StringBuilder();
        var line = 0;

        void Set(string option, string? value)
        {
            script.Append(value is null ? $"\\pset {option}\n" : $"\\pset {option} '{value.Replace("'", "''", StringComparison.Ordinal)}'\n");
            Report(settings.Set(option, value?.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal), quiet: false, output));
        }

        void Run(string command, Func<string?> here)
        {
            script.Append(command).Append('\n');
            Report(here());
        }

        void Report(string? error)
        {
            line++;
            if (error is not null)
            {
                errors.Append(MessageText.Prefix("script.sql", line)).Append("error: ").Append(error).Append('\n');
            }
        }

        void List() => Run("\\pset", () =>
        {
            settings.WriteAll(output);
            return null;
        });

        List();
        foreach (var (option, values) in Options)
        {
            foreach (var value in values)
            {
                Set(option, value);
            }

            List();
        }

        foreach (var command in Enumerable.Range(0, 3))
        {
            Run("\\a", () => settings.ToggleAligned(quiet: false, output));
            Run("\\H", () => settings.ToggleHtml(quiet: false, output));
            Run("\\H", () => settings.ToggleHtml(quiet: false, output));
            Run("\\t", () => settings.ToggleTuplesOnly(null, quiet: false, output));
            Run("\\x", () => settings.ToggleExpanded(null, quiet: false, output));
            Run("\\x auto", () => settings.ToggleExpanded("auto", quiet: false, output));
            Run($"\\f {command}", () => settings.SetFieldSeparator($"{command}", quiet: false, output));
            Run("\\f", () => settings.SetFieldSeparator(null, quiet: false, output));
            Run($"\\C {command}", () => settings.SetTitle($"{command}", quiet: false, output));
            Run("\\C", () => settings.SetTitle(null, quiet: false, output));
            Run($"\\T {command}", () => settings.SetTableAttributes($"{command}", quiet: false, output));
            Run("\\T", () => settings.SetTableAttributes(null, quiet: false, output));
        }

        var (expectedOutput, expectedErrors) = await psql.RunAsync("postgres", script.ToString());
        output.ToString().ShouldBeLineByLine(expectedOutput);
        errors.ToString().ShouldBeLineByLine(expectedErrors);
    }

    [TestCase("latex", PrintFormat.Latex, "latex")]
    [TestCase("latex-longtable", PrintFormat.LatexLongtable, "latex-longtable")]
    [TestCase("lat", PrintFormat.Latex, "latex")]
    [TestCase("troff-ms", PrintFormat.TroffMs, "troff-ms")]
    public void A_format_has_the_name_that_psql_gives_it(string value, PrintFormat format, string name)
    {
        var settings = new PrintSettings();
        var output = new StringWriter();

        settings.Set("format", value, quiet: false, output).ShouldBeNull();

        settings.Format.ShouldBe(format);
        output.ToString().ShouldBe($"Output format is {name}.\n");
    }

    [TestCase("full", "Expanded header width is \"full\".\n")]
    [TestCase("COLUMN", "Expanded header width is \"column\".\n")]
    [TestCase("page", "Expanded header width is \"page\".\n")]
    [TestCase("40", "Expanded header width is 40.\n")]
    public void From_16_on_record_lines_have_a_width(string value, string confirmation)
    {
        var output = new StringWriter();
        new PrintSettings(16).Set("xheader_width", value, quiet: false, output).ShouldBeNull();
        output.ToString().ShouldBe(confirmation);
    }

    [TestCase("0x10", null, 16)]
    [TestCase("010", null, 8)]
    [TestCase("-3", null, -3)]
    [TestCase("09", "invalid value \"09\" for \"pager_min_lines\": integer expected", 0)]
    [TestCase("x", "invalid value \"x\" for \"pager_min_lines\": integer expected", 0)]
    public void From_18_on_the_pager_wants_a_number(string value, string? error, int lines)
    {
        var settings = new PrintSettings(18);
        settings.Set("pager_min_lines", value, quiet: true, TextWriter.Null).ShouldBe(error);
        settings.PagerMinLines.ShouldBe(lines);
    }

    [Test]
    public void A_copy_leaves_the_original_as_it_is()
    {
        var settings = new PrintSettings();
        settings.Clone().Set("format", "csv", quiet: true, TextWriter.Null).ShouldBeNull();
        settings.Format.ShouldBe(PrintFormat.Aligned);
    }
}
