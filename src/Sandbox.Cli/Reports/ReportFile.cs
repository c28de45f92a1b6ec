using System.CommandLine;
using System.Text;
using Sandbox.Cli.Commands;

namespace Sandbox.Cli.Reports;

/// <summary>Writes a report into the file that was named for it.</summary>
/// <param name="common">The console.</param>
/// <param name="words">The command line.</param>
internal sealed class ReportFile(CommonOptions common, ParseResult words)
{
    /// <summary>Writes the file: UTF-8 without a mark, LF.</summary>
    /// <param name="path">The file.</param>
    /// <param name="exitCode">What the process would exit with.</param>
    /// <param name="write">Writes the report.</param>
    /// <returns>What it exits with now: a run that went well and whose report is lost did not go well.</returns>
    public async Task<ExitCode> SaveAsync(string path, ExitCode exitCode, Func<TextWriter, Task> write)
    {
        try
        {
            await using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            await write(file);
            return exitCode;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            common.Error(words).Print(new TextLine(TextKind.Bad, VisibleText.Escape($"sandbox: {path}: the report cannot be written: {error.Message}")));
            return exitCode == ExitCode.Success ? ExitCode.Usage : exitCode;
        }
    }
}
