using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sandbox.Cli.Reports;

/// <summary>
/// Which reports are written, and where to. Standard output always has exactly one: the one without a file, else the text. The order
/// of the words matters, since <c>--output</c> belongs to the format before it.
/// </summary>
/// <param name="formats">The forms that the command's report can be written in.</param>
internal sealed class ReportOptions(params ReportFormat[] formats)
{
    private const string FormatWord = "--format", OutputWord = "--output", JsonWord = "--json";

    // In the order of the formats' values.
    private static readonly string[] s_words = ["text", "json", "markdown", "html", "junit", "sarif", "github"];

    private readonly Option<string[]> _format = new(FormatWord) { HelpName = string.Join('|', formats.Select(Word)), Description = "A report's form; repeats." };
    private readonly Option<string[]> _output = new(OutputWord, "-o") { HelpName = "FILE", Description = "The file of the report whose --format is before it; for html a folder too, which gets a page a script and an index." };
    private readonly Option<bool> _json = new(JsonWord) { Description = "Short for --format json on standard output." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_format);
        command.Options.Add(_output);
        command.Options.Add(_json);
    }

    /// <summary>Reads what was asked for.</summary>
    /// <returns>The reports; the one for standard output is the last.</returns>
    /// <exception cref="SandboxException">A format is not known, or a file has no format of its own (<see cref="ExitCode.Usage"/>).</exception>
    public IReadOnlyList<ReportDestination> Read(ParseResult words)
    {
        var reports = new List<ReportDestination>();
        string? option = null;
        foreach (var token in words.Tokens.TakeWhile(static token => token.Type != TokenType.DoubleDash))
        {
            if (token.Type == TokenType.Option)
            {
                option = token.Value;
                if (option is JsonWord)
                {
                    reports.Add(new ReportDestination(ReportFormat.Json, File: null));
                }

                continue;
            }

            if (option is FormatWord)
            {
                reports.Add(new ReportDestination(FormatOf(token.Value), File: null));
            }
            else if (option is OutputWord or "-o")
            {
                reports = WithFile(reports, token.Value);
            }

            option = null;
        }

        return Arranged(reports);
    }

    private ReportFormat FormatOf(string word)
    {
        var format = (ReportFormat)Array.IndexOf(s_words, word);
        return formats.Contains(format)
            ? format
            : throw Wrong($"{FormatWord} {word}{((int)format < 0 ? ": unknown format" : " is not there yet")}; say {string.Join(", ", formats[..^1].Select(Word))} or {Word(formats[^1])}");
    }

    private static string Word(ReportFormat format) => s_words[(int)format];

    private static List<ReportDestination> WithFile(List<ReportDestination> reports, string file)
    {
        if (reports is [] || reports[^1].File is not null)
        {
            throw Wrong($"{OutputWord} {file}: no format of its own before it; write {FormatWord} json {OutputWord} {file}");
        }

        if (Directory.Exists(file) && reports[^1].Format != ReportFormat.Html)
        {
            throw Wrong($"{OutputWord} {file}: this is a folder, which only {Word(ReportFormat.Html)} fills; name a file in it");
        }

        // Better told now than after a long rehearsal.
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
        {
            throw Wrong($"{OutputWord} {file}: there is no folder {folder}; make it first");
        }

        if (reports.Exists(report => report.File is { } other && string.Equals(Path.GetFullPath(other), Path.GetFullPath(file), StringComparison.Ordinal)))
        {
            throw Wrong($"{OutputWord} {file}: two reports cannot share a file");
        }

        return [.. reports[..^1], reports[^1] with { File = file }];
    }

    private static IReadOnlyList<ReportDestination> Arranged(List<ReportDestination> reports)
    {
        var standard = reports.Where(static report => report.File is null).Distinct().ToList();
        return standard.Count <= 1
            ? [.. reports.Where(static report => report.File is not null), standard is [var only] ? only : new ReportDestination(ReportFormat.Text, File: null)]
            : throw Wrong($"two reports cannot share standard output; give one of them {OutputWord} FILE");
    }

    private static SandboxException Wrong(string message) => new(ExitCode.Usage, message);
}
