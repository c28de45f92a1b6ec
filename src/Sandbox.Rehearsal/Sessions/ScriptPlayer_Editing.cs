using System.Globalization;
using Sandbox.Rehearsal.Describing;
using Sandbox.Rehearsal.Planning;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Sessions;

/// <content>\e, \ef and \ev, where the policy allows them (command.c, do_edit): a program that the environment names changes a text, and the script goes on with what it left.</content>
public sealed partial class ScriptPlayer
{
    private const string NewFunction = """
        CREATE FUNCTION ( )
         RETURNS 
         LANGUAGE 
         -- common options:  IMMUTABLE  STABLE  STRICT  SECURITY DEFINER
        AS $function$

        $function$

        """;

    private const string NewView = """
        CREATE VIEW  AS
         SELECT 
          -- something...

        """;

    private async Task<bool> EditAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        var (file, number) = (command.Argument(0), command.Argument(1));
        if (number is null && file is { Length: > 0 } && file.All(char.IsAsciiDigit))
        {
            (file, number) = (null, file);
        }

        var line = number is null ? 0 : LineOf(number);
        if (number is not null && line < 1)
        {
            return Failed(command, $"invalid line number: {number}");
        }

        var isEmpty = reader.Buffer.Length == 0;
        var text = isEmpty ? _previous?.Text ?? string.Empty : reader.Buffer.ToString();
        var (succeeded, edited) = file is null
            ? await EditTextAsync(command, text, line, cancellationToken)
            : await EditFileAsync(command, file, line, cancellationToken);

        // What was not changed is forgotten, but for a statement that stands there unfinished.
        reader.ReadInstead(EndLine(edited ?? (file is null && !isEmpty ? text : string.Empty)));
        return succeeded;
    }

    private async Task<bool> EditObjectAsync(MetaCommand command, ScriptReader reader, CancellationToken cancellationToken)
    {
        var isFunction = command.Name is "ef";
        var (name, line) = WithoutLine(command.Argument(0) ?? string.Empty);
        if (line < 0)
        {
            return Failed(command, "invalid line number: 0");
        }

        var text = isFunction ? NewFunction : NewView;
        if (name.Length > 0)
        {
            var described = await DescribedAsync(isFunction ? "sf" : "sv", [name], cancellationToken);
            if (described.Failed)
            {
                return await TellAsync(described, command);
            }

            text = described.Items.OfType<DescribedText>().Single().Text;
            line += isFunction && line > 0 ? LinesBeforeBody(text) : 0;
        }

        var (succeeded, edited) = await EditTextAsync(command, text, line, cancellationToken);
        if (succeeded && edited is null)
        {
            await _output.Out.WriteAsync("No changes\n");
        }

        reader.ReadInstead(EndLine(edited ?? string.Empty));
        return succeeded;
    }

    /// <summary>Lets a text be edited in a file of its own; no text where nothing was written to it.</summary>
    private async Task<(bool Succeeded, string? Edited)> EditTextAsync(MetaCommand command, string text, int line, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-edit-");
        try
        {
            var file = Path.Combine(folder.FullName, "psql.edit.sql");
            await File.WriteAllTextAsync(file, EndLine(text), cancellationToken);
            return await EditFileAsync(command, file, line, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<(bool Succeeded, string? Edited)> EditFileAsync(MetaCommand command, string file, int line, CancellationToken cancellationToken)
    {
        var editor = EnvironmentVariable("PSQL_EDITOR") ?? EnvironmentVariable("EDITOR") ?? EnvironmentVariable("VISUAL") ?? (OperatingSystem.IsWindows() ? "notepad.exe" : "vi");
        var place = line < 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" {EnvironmentVariable("PSQL_EDITOR_LINENUMBER_ARG") ?? "+"}{line}");
        try
        {
            var content = new FileInfo(InWorkingFolder(file));
            var before = (content.Length, content.LastWriteTimeUtc);
            var result = await ShellCommand.RunAsync(OperatingSystem.IsWindows() ? $"{editor}{place} \"{file}\"" : $"exec {editor}{place} '{file}'", string.Empty, _folder, _environment, cancellationToken);
            await ShowAsync(result);
            if (result.ExitCode != 0)
            {
                // psql says nothing more; a report has to.
                _playback.Said(MessageSeverity.Error, command.Path, command.Start.Line, $"\\{command.Name}: the editor \"{editor}\" failed with exit code {result.ExitCode.ToString(CultureInfo.InvariantCulture)}");
                return (false, null);
            }

            content.Refresh();
            return (true, before == (content.Length, content.LastWriteTimeUtc) ? null : await File.ReadAllTextAsync(content.FullName, cancellationToken));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (Failed(command, $"{file}: {ScriptFiles.Words(error)}"), null);
        }
    }

    /// <summary>A name, and the number behind it, which a space or a parenthesis stands before; 0 where there is none, -1 for one that is none.</summary>
    private static (string Name, int Line) WithoutLine(string text)
    {
        var trimmed = text.TrimEnd();
        var digits = trimmed.Length - trimmed.AsSpan().TrimEnd("0123456789").Length;
        var name = trimmed[..^digits];
        return digits == 0 || name.Length == 0 || (!char.IsWhiteSpace(name[^1]) && name[^1] != ')') ? (trimmed, 0)
            : LineOf(trimmed[^digits..]) is > 0 and var line ? (name.TrimEnd(), line)
            : (name, -1);
    }

    private static int LineOf(string text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var line) ? line : 0;

    /// <summary>Lines of a function's definition are counted from its body.</summary>
    private static int LinesBeforeBody(string definition) => definition.Split('\n').TakeWhile(static line =>
        !line.StartsWith("AS ", StringComparison.Ordinal) && !line.StartsWith("BEGIN ", StringComparison.Ordinal) && !line.StartsWith("RETURN ", StringComparison.Ordinal)).Count();

    private static string EndLine(string text) => text.Length == 0 || text.EndsWith('\n') ? text : text + "\n";
}
