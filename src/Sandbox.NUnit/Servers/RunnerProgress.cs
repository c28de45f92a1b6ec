using NUnit.Framework;

namespace Sandbox.NUnit.Servers;

/// <summary>Tells the test runner what takes long, at once and outside any test's output: a download, the first initdb.</summary>
internal sealed class RunnerProgress : IProgress<string>
{
    private RunnerProgress()
    {
    }

    public static RunnerProgress Instance { get; } = new();

    /// <inheritdoc/>
    public void Report(string value) => TestContext.Progress.WriteLine($"sandbox: {value}");
}
