using Sandbox.Rehearsal.Printing;
using Sandbox.Rehearsal.Sessions;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>psql's command line, as far as the cases use it, in the engine's terms.</summary>
internal static class EngineArguments
{
    /// <summary>The variables that the arguments set.</summary>
    /// <param name="arguments">psql's arguments.</param>
    public static PsqlVariables Apply(IReadOnlyList<string> arguments)
    {
        var variables = new PsqlVariables();
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "-a":
                    variables.Set("ECHO", "all");
                    break;
                case "-b":
                    variables.Set("ECHO", "errors");
                    break;
                case "-e":
                    variables.Set("ECHO", "queries");
                    break;
                case "-E":
                    variables.Set("ECHO_HIDDEN", "on");
                    break;
                case "-q":
                    variables.Set("QUIET", "on");
                    break;
                case "-v":
                    var assignment = arguments[++i].Split('=', 2);
                    variables.Set(assignment[0], assignment.ElementAtOrDefault(1) ?? string.Empty);
                    break;
                default:
                    break;
            }
        }

        return variables;
    }

    /// <summary>Sets how results are printed.</summary>
    /// <param name="arguments">psql's arguments.</param>
    /// <param name="printing">The settings.</param>
    public static void Apply(IReadOnlyList<string> arguments, PrintSettings printing)
    {
        foreach (var argument in arguments)
        {
            var (option, value) = argument switch
            {
                "-A" => ("format", "unaligned"),
                "--csv" => ("format", "csv"),
                "-H" => ("format", "html"),
                "-t" => ("tuples_only", "on"),
                "-x" => ("expanded", "on"),
                _ => (null, null),
            };
            if (option is not null)
            {
                printing.Set(option, value, quiet: true, TextWriter.Null);
            }
        }
    }
}
