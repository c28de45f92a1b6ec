using System.Diagnostics;
using System.Text;
using Sandbox.Linting.Reporting;

namespace Sandbox.Linting.Tests;

/// <summary>A folder of the test's own that goes with the test, and what lint finds in it.</summary>
internal sealed class LintFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sandbox-linting-tests-");

    public string Path => _folder.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    private static CancellationToken Cancel => TestContext.CurrentContext.CancellationToken;

    public LintFolder With(string name, string text) => With(name, Encoding.UTF8.GetBytes(text));

    public LintFolder With(string name, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], bytes);
        return this;
    }

    public string Read(string name) => File.ReadAllText(this[name]);

    /// <summary>Lints the whole folder.</summary>
    public Task<LintReport> LintAsync(Func<LintRequest, LintRequest>? change = null)
    {
        var request = new LintRequest { Paths = ["."], Folder = Path };
        return Linter.RunAsync(change?.Invoke(request) ?? request, Cancel);
    }

    /// <summary>The findings of the whole folder, each as <c>path:line:column RULE</c>.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(Func<LintRequest, LintRequest>? change = null) => [.. (await LintAsync(change)).Found.Findings.Select(Written)];

    public static string Written(PlacedFinding finding) => $"{finding.Path}:{finding.Start} {finding.Rule.Id}";

    /// <summary>Runs git in the folder, as nobody in particular and without anybody's settings.</summary>
    public async Task GitAsync(params string[] words)
    {
        var start = new ProcessStartInfo("git", ["-C", Path, "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main", .. words])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var error = process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        process.ExitCode.ShouldBe(0, await output + await error);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
