using System.Text.Json;
using Sandbox.Rehearsal.Inputs;

namespace Sandbox.Lifecycle.Plans;

/// <summary>Reads a plan's text.</summary>
internal static class PlanFile
{
    /// <summary>What such a file is called in messages.</summary>
    public const string Kind = "plan";

    /// <summary>Reads it.</summary>
    /// <param name="path">The file that it is from.</param>
    /// <param name="text">JSON.</param>
    /// <exception cref="SandboxException">It says something wrong (<see cref="ExitCode.Usage"/>).</exception>
    public static Plan Parse(string path, string text) => InputDocument.Parse(path, Kind, text, Read);

    private static Plan Read(InputDocument input, JsonElement root)
    {
        Gate? gate = null;
        string? candidate = null, template = null, golden = null;
        List<PlanStage>? stages = null;
        foreach (var (key, value, at) in input.Members(root, "$", "$schema", "gate", "sandbox", "template", "golden", "stages"))
        {
            switch (key)
            {
                case "gate":
                    gate = Gate.Read(input, value, at);
                    break;
                case "sandbox":
                    candidate = Candidate(input, value, at);
                    break;
                case "template":
                    template = golden is null ? input.Text(value, at) : throw input.Wrong(at, "excludes golden; keep one");
                    break;
                case "golden":
                    golden = template is null ? input.Beside(input.Text(value, at)) : throw input.Wrong(at, "excludes template; keep one");
                    break;
                case "stages":
                    stages = [.. input.Entries(value, at).Select(entry => Stage(input, entry.Value, entry.At))];
                    break;
                default:
                    _ = input.Text(value, at);
                    break;
            }
        }

        input.EnsureDistinct(input.Required(stages, "$.stages").Select(static stage => stage.Name), "$.stages", "stages");
        return new Plan(input.Path, gate ?? throw input.Wrong("$.gate", "is missing; name the variable that opens the plan, and its value"), candidate, template, golden, stages!);
    }

    private static string Candidate(InputDocument input, JsonElement value, string at)
    {
        var text = input.Text(value, at);
        var parts = text.Split('{', '}');
        return parts.Length % 2 == 1 && text.Count(static c => c == '{') == parts.Length / 2 && parts.Where(static (part, index) => index % 2 == 1 && part.Length < 2).FirstOrDefault() is null
            ? text
            : throw input.Wrong(at, $"\"{text}\" has braces that hold no time; write it as in c1_staging_{{yyyyMMdd}}_{{HHmm}}");
    }

    private static PlanStage Stage(InputDocument input, JsonElement part, string at)
    {
        string? name = null;
        TimeSpan? timeout = null;
        (StageKind Kind, string[] Words)? work = null;
        foreach (var (key, value, below) in input.Members(part, at, "name", "rehearse", "script", "command", "timeout"))
        {
            switch (key)
            {
                case "name":
                    name = input.Text(value, below);
                    break;
                case "timeout":
                    timeout = input.Duration(value, below);
                    break;
                default:
                    work = work is null ? (Enum.Parse<StageKind>(key, ignoreCase: true), Words(input, value, below)) : throw input.Wrong(below, "a stage does one thing; make two of it");
                    break;
            }
        }

        var (kind, words) = work ?? throw input.Wrong(at, "does nothing; say rehearse, script or command");
        return new PlanStage(input.Required(name, $"{at}.name"), kind, words, timeout);
    }

    private static string[] Words(InputDocument input, JsonElement list, string at) => input.Texts(list, at) is { Length: > 0 } words ? words : throw input.Wrong(at, "must not be empty");
}
