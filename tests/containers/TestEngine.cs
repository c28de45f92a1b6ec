using System.Diagnostics;

namespace Sandbox.Tests;

/// <summary>
/// A podman of the tests' own, with its own storage in the cache and an image of the PostgreSQL that is installed here: nothing is pulled, and no container of anybody else is in sight. Where there is none the tests say what
/// mends it; where <c>.ci/run</c> says that there has to be one, they fail.
/// </summary>
internal static class TestEngine
{
    private const string Mend = "apt-get install --no-install-recommends podman runc netavark iptables";

    private static readonly Lazy<Task<(string? Image, string Missing)>> s_ready = new(PrepareAsync);

    /// <summary>The image, by its digest.</summary>
    public static async Task<string> ImageAsync()
    {
        var isRequired = Environment.GetEnvironmentVariable("CI") is "true" && Environment.GetEnvironmentVariable("SANDBOX_ENGINE") is not null;
        var (image, missing) = await s_ready.Value;
        if (image is null)
        {
            var message = $"{missing}; mend it by: {Mend}";
            if (isRequired)
            {
                Assert.Fail(message);
            }

            Assert.Ignore(message);
        }

        return image!;
    }

    /// <summary>Asks podman something.</summary>
    public static async Task<string> AskAsync(params string[] words)
    {
        var (exitCode, output, errors) = await RunAsync("podman", words);
        exitCode.ShouldBe(0, $"podman {string.Join(' ', words)}: {errors}");
        return output.Trim();
    }

    /// <summary>Whether podman has an object. Its lists fail where another test removes something meanwhile.</summary>
    /// <param name="kind"><c>container</c>, <c>volume</c> or <c>network</c>.</param>
    /// <param name="name">The exact name.</param>
    public static async Task<bool> HasAsync(string kind, string name)
    {
        var (exitCode, _, errors) = await RunAsync("podman", [kind, "exists", name]);
        exitCode.ShouldBeInRange(0, 1, $"podman {kind} exists {name}: {errors}");
        return exitCode == 0;
    }

    /// <summary>Lets a file be run by its owner.</summary>
    public static void MakeRunnable(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private static async Task<(string? Image, string Missing)> PrepareAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return (null, "containers are tested on Linux, by root");
        }

        foreach (var program in (string[])["podman", "runc", "iptables"])
        {
            if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))))
            {
                return (null, $"{program} is not here");
            }
        }

        var cache = (await Postgres.Servers.MachineSurvey.TakeAsync(cacheDirectory: null, TestContext.CurrentContext.CancellationToken)).CacheDirectory;
        var (exitCode, output, errors) = await RunAsync("bash", [Path.Combine(AppContext.BaseDirectory, "containers", "prepare"), Path.Combine(cache, "containers")]);
        if (exitCode != 0)
        {
            return (null, $"podman could not be made ready: {errors}");
        }

        string? image = null;
        foreach (var (name, value) in output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => (line[..line.IndexOf('=', StringComparison.Ordinal)], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..])))
        {
            if (name is "IMAGE")
            {
                image = value;
            }
            else
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }

        return (image, "");
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.CurrentContext.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }
}
