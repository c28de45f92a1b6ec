using System.Text.Json;

namespace Sandbox.Cli.Tests;

/// <summary>What one run of the built <c>sandbox</c> came to.</summary>
/// <param name="ExitCode">What the process exited with.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record SandboxRun(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>Says the exit code and, where it is another one, everything that the run wrote.</summary>
    public SandboxRun ShouldExitWith(ExitCode expected)
    {
        ExitCode.ShouldBe((int)expected, $"{Out}\n{Error}");
        Error.ShouldNotContain("   at ", customMessage: "no stack trace by default");
        return this;
    }
}
