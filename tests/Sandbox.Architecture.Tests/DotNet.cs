using System.Diagnostics;

namespace Sandbox.Architecture.Tests;

/// <summary>Runs the dotnet that runs these tests.</summary>
internal static class DotNet
{
    /// <summary>Runs to the end and gives what was written to standard output.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="silent">Whether anything on standard error is a failure; progress may go there.</param>
    public static string Run(IEnumerable<string> arguments, bool silent = true)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };

        // The build that started the tests speaks to its own children by these.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (silent)
        {
            errors.Result.ShouldBeEmpty();
        }

        output.ShouldNotBeEmpty(errors.Result);
        return output;
    }
}
