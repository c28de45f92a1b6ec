using Sandbox.Syntax.Scripts;
using Sandbox.Syntax.Statements;
using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Tests.Scripts;

/// <summary>
/// Reads a script to its end as an engine does, without a server: follows <c>\set</c>, <c>\unset</c>, <c>\g</c>, <c>\r</c>, <c>\i</c> and <c>\q</c>, steps over COPY data,
/// and keeps every message that would be sent. What the server answers is for the caller to say.
/// </summary>
internal sealed class Playback(ScriptedContext context, PsqlDialect dialect, Func<int, Playback.Answer?> answers)
{
    /// <summary>What the server made of a message.</summary>
    /// <param name="Failed">Whether it ended in an error.</param>
    /// <param name="Copies">How often it asked for the data of a COPY.</param>
    internal sealed record Answer(bool Failed, int Copies);

    public List<string> Sent { get; } = [];

    public List<string> Commands { get; } = [];

    private string? _previous;

    /// <summary>The messages that a text makes psql send, with nothing failing.</summary>
    public static List<string> Split(string text, PsqlDialect? dialect = null, ScriptedContext? context = null)
    {
        var playback = new Playback(context ?? new ScriptedContext(), dialect ?? PsqlDialect.Newest, static _ => null);
        playback.Play(new StringLineReader("a.sql", text), ".");
        return playback.Sent;
    }

    public bool Play(LineReader lines, string folder)
    {
        var stops = false;
        var reader = new ScriptReader(lines, context, dialect) { OnLine = _ => stops = context.IsOn("ON_ERROR_STOP") };
        while (true)
        {
            var succeeded = true;
            switch (reader.Read())
            {
                case ScriptItem.Statement:
                    succeeded = Send(reader.TakeStatement().Text, reader);
                    break;
                case ScriptItem.MetaCommand:
                    succeeded = Run(reader, folder);
                    reader.EndCommand(succeeded);
                    break;
                default:
                    return true;
            }

            if (!succeeded && stops)
            {
                return false;
            }
        }
    }

    private bool Run(ScriptReader reader, string folder)
    {
        var command = reader.Command;
        Commands.Add($"\\{command.Name}{string.Concat(command.Arguments.Select(static argument => $"[{argument.Text}]"))}");
        switch (command.Name)
        {
            case "set" when command.Argument(0) is { } name:
                context.Variables[name] = string.Concat(command.Arguments.Skip(1).Select(static argument => argument.Text));
                return true;
            case "unset":
                return context.Variables.Remove(command.Argument(0)!) || command.IsKnown;
            case "g" or "gx" when command.Argument(0)?.StartsWith('(') == true && !command.Arguments.Any(static argument => argument.Text.EndsWith(')')):
                return false;
            case "g" or "gx":
                return Send(reader.Buffer.Length > 0 ? reader.TakeStatement(forced: true).Text : _previous!, reader);
            case "r" or "reset":
                reader.DropStatement(forced: true);
                return true;
            case "i" or "include" or "ir" or "include_relative":
                return Include(command, folder);
            case "q" or "quit":
                reader.Quit();
                return true;
            default:
                return command.IsKnown;
        }
    }

    private bool Send(string text, ScriptReader reader)
    {
        _previous = text;
        var answer = answers(Sent.Count);
        Sent.Add(text);
        if (text.StartsWith("set standard_conforming_strings", StringComparison.OrdinalIgnoreCase))
        {
            context.StandardConformingStrings = text.Contains("on;", StringComparison.Ordinal);
        }

        var copies = answer is null || (answer.Failed && answer.Copies == 0 && dialect.SkipsDataOfFailedCopy)
            ? text.Split(';').Count(static part => StatementClassifier.Classify(part).Has(StatementTraits.CopyFromStdin))
            : answer.Copies;
        for (; copies > 0; copies--)
        {
            StepOverData(reader);
        }

        return answer?.Failed != true;
    }

    private bool Include(MetaCommand command, string folder)
    {
        var relative = command.Name is "ir" or "include_relative" ? Path.GetDirectoryName(command.Path) : string.Empty;
        if (command.Argument(0) is not { } name || !File.Exists(Path.Combine(folder, relative!, name)))
        {
            return false;
        }

        using var stream = File.OpenRead(Path.Combine(folder, relative!, name));
        return Play(new Utf8LineReader(Path.Combine(relative!, name), stream), folder);
    }

    private static void StepOverData(ScriptReader reader)
    {
        while (reader.ReadData(out var lines) && !LineReader.IsEndOfData(lines.Span))
        {
            // Data is no part of any statement.
        }
    }
}
