using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Sandbox.Postgres.Connections;

namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>Runs a script by psql itself, both of its streams in one pipe.</summary>
/// <param name="program">psql's path.</param>
internal sealed class PsqlRun(string program) : IScriptRunner
{
    /// <inheritdoc/>
    public async Task<RunnerOutcome> RunAsync(ScriptCase script, ConnectionTarget target, CancellationToken cancellationToken)
    {
        using var process = Process.Start(StartInfo(script, target))!;
        try
        {
            var feeding = FeedAsync(process, script, cancellationToken);
            using var output = new MemoryStream();
            await process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
            await feeding;
            await process.WaitForExitAsync(cancellationToken);
            return new RunnerOutcome(StatementTap.Decode(output.ToArray()), process.ExitCode);
        }
        finally
        {
            End(process);
        }
    }

    // Only a shell can give both streams the same pipe; it is replaced by psql, so that the process is psql's.
    private ProcessStartInfo StartInfo(ScriptCase script, ConnectionTarget target)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = script.Folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            "-c", "exec \"$0\" \"$@\" 2>&1", program, "-X", "-h", target.Host, "-p", target.Port.ToString(CultureInfo.InvariantCulture),
            "-U", target.User, "-d", target.Database, .. script.Arguments, .. script.IsStandardInput ? (string[])[] : ["-f", script.File],
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(IsPsqls).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["PGPASSWORD"] = target.Password;
        return start;
    }

    // PG_ABS_SRCDIR and its kin are what the server's own regression suite reads.
    private static bool IsPsqls(string name) =>
        (name.StartsWith("PG", StringComparison.Ordinal) && !name.StartsWith("PG_", StringComparison.Ordinal))
        || name.StartsWith("PSQL", StringComparison.Ordinal)
        || name is "PAGER" or "COLUMNS" or "LANG" or "LANGUAGE" or "TZ";

    private static async Task FeedAsync(Process process, ScriptCase script, CancellationToken cancellationToken)
    {
        await using var input = process.StandardInput.BaseStream;
        if (script.IsStandardInput)
        {
            await using var file = File.OpenRead(script.Path);
            try
            {
                await file.CopyToAsync(input, cancellationToken);
            }
            catch (IOException)
            {
                // psql went before it had read everything, as it does where ON_ERROR_STOP is on.
            }
        }
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            // It ended between the question and the signal.
        }
    }
}
