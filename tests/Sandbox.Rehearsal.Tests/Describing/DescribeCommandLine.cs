using Sandbox.Postgres;
using Sandbox.Rehearsal.Describing;
using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Tests.Describing;

/// <summary>A command as a script holds it.</summary>
internal static class DescribeCommandLine
{
    /// <summary>Runs a command and prints it as a script's first line would be.</summary>
    public static async Task<(string Out, string Error)> RunAsync(ISession session, string command, PrintSettings settings, DescribeSettings describe)
    {
        var (name, arguments) = Split(command);
        var result = await DescribeCommand.RunAsync(session, name, arguments, describe, TestContext.CurrentContext.CancellationToken);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        foreach (var item in result.Items)
        {
            switch (item)
            {
                case DescribedTable { Table: var table, IsExpanded: var isExpanded }:
                    var expanded = settings.Expanded;
                    settings.Expanded = isExpanded switch { true => ExpandedMode.On, false => ExpandedMode.Off, null => expanded };
                    TablePrinter.Print(table, settings, describe.DialectMajorVersion, output);
                    settings.Expanded = expanded;
                    break;
                case DescribedText { Text: var text }:
                    await output.WriteAsync(text);
                    break;
                case DescribedError { Message: var message }:
                    await error.WriteLineAsync($"psql:script.sql:1: error: {message}");
                    break;
                case DescribedServerError { Error: var failure }:
                    await error.WriteLineAsync($"psql:script.sql:1: {failure.Severity}:  {failure.Text}");
                    break;
                default:
                    throw new InvalidOperationException($"unknown item {item}");
            }
        }

        return (output.ToString(), error.ToString());
    }

    /// <summary>Name and arguments; \sf and \sv take the rest of the line, double quotes hold blanks together.</summary>
    public static (string Name, IReadOnlyList<string> Arguments) Split(string command)
    {
        var blank = command.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0)
        {
            return (command, []);
        }

        var name = command[..blank];
        var rest = command[(blank + 1)..];
        if (name.StartsWith('s'))
        {
            return (name, [rest]);
        }

        var arguments = new List<string> { "" };
        var isQuoted = false;
        foreach (var c in rest)
        {
            isQuoted ^= c == '"';
            if (c == ' ' && !isQuoted)
            {
                arguments.Add("");
            }
            else
            {
                arguments[^1] += c;
            }
        }

        return (name, arguments);
    }
}
