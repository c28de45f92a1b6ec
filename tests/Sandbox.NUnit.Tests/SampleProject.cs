using System.Diagnostics;
using System.Xml.Linq;
using Sandbox.NUnit.Samples;

namespace Sandbox.NUnit.Tests;

/// <summary>A project in a folder of a test's own: a policy, scripts, and the samples' assembly in <c>bin</c>; removed at the end.</summary>
internal sealed class SampleProject : IDisposable
{
    public SampleProject()
    {
        var samples = typeof(SampleProgram).Assembly.Location;
        Directory.CreateDirectory(Path.Combine(Folder, "bin"));
        foreach (var file in (string[])
            [
                .. Directory.EnumerateFiles(Path.GetDirectoryName(samples)!, "*.dll"),
                Path.ChangeExtension(samples, ".deps.json"),
                Path.ChangeExtension(samples, ".runtimeconfig.json"),
            ])
        {
            File.Copy(file, Path.Combine(Folder, "bin", Path.GetFileName(file)));
        }

        Write("sandbox.json", """{ "rehearse": { "allow": ["sample_*"] } }""");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("sandbox-nunit-").FullName;

    private string Program => Path.Combine(Folder, "bin", Path.GetFileName(typeof(SampleProgram).Assembly.Location));

    private string ResultFile => Path.Combine(Folder, "result.xml");

    /// <summary>Writes a file of the project.</summary>
    public void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Starts the samples' program.</summary>
    public Process Start(string mode, string[] fixtures, string? server = null, string? database = null)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Program, mode, ResultFile, .. fixtures])
        {
            // Nothing may depend on where a runner stands.
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (server is not null)
        {
            start.Environment["SANDBOX_SERVER"] = server;
        }

        if (database is not null)
        {
            start.Environment["SAMPLE_DATABASE"] = database;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for the end of the run, not of the process.</summary>
    /// <returns>NUnit's XML.</returns>
    public async Task<XElement> FinishedAsync(Process process, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line is "finished")
            {
                return XElement.Parse(await File.ReadAllTextAsync(ResultFile, cancellationToken));
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(cancellationToken));
    }

    /// <summary>Runs or explores fixtures to the end of the process.</summary>
    public async Task<XElement> RunAsync(string mode, string[] fixtures, CancellationToken cancellationToken, string? server = null, string? database = null)
    {
        using var process = Start(mode, fixtures, server, database);
        try
        {
            var result = await FinishedAsync(process, cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            process.ExitCode.ShouldBe(0);
            return result;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
