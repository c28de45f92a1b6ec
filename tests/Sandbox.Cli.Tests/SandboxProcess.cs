using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Sandbox.Cli.Tests;

/// <summary>A running <c>sandbox</c>: the real program in a process of its own.</summary>
internal sealed partial class SandboxProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _out;
    private readonly Task _error;
    private readonly StringBuilder _told = new();

    private SandboxProcess(Process process)
    {
        _process = process;
        _out = process.StandardOutput.ReadToEndAsync();
        _error = ListenAsync(process.StandardError);
    }

    /// <summary>The program's path: the one built beside the tests, or the one that <c>SANDBOX_PROGRAM</c> names, as <c>bench/publish</c> makes it.</summary>
    public static string Program { get; } =
        Environment.GetEnvironmentVariable("SANDBOX_PROGRAM") is { Length: > 0 } other
            ? Path.GetFullPath(other)
            : Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "sandbox.exe" : "sandbox");

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it has written to its standard error until now.</summary>
    public string ErrorSoFar
    {
        get
        {
            lock (_told)
            {
                return _told.ToString();
            }
        }
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="args">The words.</param>
    public static Task<SandboxRun> RunAsync(TempFolder folder, params string[] args) => RunAsync(folder, environment: [], args);

    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="args">The words.</param>
    public static async Task<SandboxRun> RunAsync(TempFolder folder, (string Name, string Value)[] environment, params string[] args)
    {
        using var process = Start(folder, environment, args);
        return await process.EndAsync();
    }

    /// <summary>Runs it to its end on a text at its standard input.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="input">The text.</param>
    /// <param name="args">The words.</param>
    public static async Task<SandboxRun> RunOnAsync(TempFolder folder, string input, params string[] args)
    {
        using var process = Start(folder, environment: [], hasInput: true, args);
        await process._process.StandardInput.WriteAsync(input);
        process._process.StandardInput.Close();
        return await process.EndAsync();
    }

    /// <summary>Starts it.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="args">The words.</param>
    public static SandboxProcess Start(TempFolder folder, (string Name, string Value)[] environment, params string[] args) => Start(folder, environment, hasInput: false, args);

    private static SandboxProcess Start(TempFolder folder, (string Name, string Value)[] environment, bool hasInput, string[] args)
    {
        // A test run under nohup ignores SIGHUP, and so would its children: env gives them the default back, and becomes the program.
        var start = OperatingSystem.IsLinux() ? new ProcessStartInfo("/usr/bin/env", ["--default-signal=HUP,INT,TERM", Program, .. args]) : new ProcessStartInfo(Program, args);
        start.WorkingDirectory = folder.Path;
        start.RedirectStandardInput = hasInput;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var name in start.Environment.Keys.Where(static name => name is "CI" or "NO_COLOR" || name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new SandboxProcess(Process.Start(start)!);
    }

    /// <summary>Sends a signal.</summary>
    public void Signal(PosixSignal signal) => Kill(_process.Id, signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGTERM => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "no number known here"),
    }).ShouldBe(0);

    /// <summary>Ends it as SIGKILL does: it gets no word in.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end.</summary>
    public async Task<SandboxRun> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.CurrentContext.CancellationToken);
        await _error;
        return new SandboxRun(_process.ExitCode, await _out, ErrorSoFar);
    }

    private async Task ListenAsync(StreamReader error)
    {
        var buffer = new char[1024];
        while (await error.ReadAsync(buffer) is > 0 and var count)
        {
            lock (_told)
            {
                _told.Append(buffer, 0, count);
            }
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
