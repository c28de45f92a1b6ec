using System.Diagnostics;
using System.Text;
using Sandbox.Postgres.Servers;

namespace Sandbox.Rehearsal.Tests.Printing;

/// <summary>The real psql of this machine, against the assembly's throwaway server.</summary>
internal sealed record Psql(string Path, int Major)
{
    private static readonly Lazy<Task<Psql?>> s_found = new(LookAsync);

    /// <summary>Finds it; without one the test is ignored, but never in a pipeline.</summary>
    public static async Task<Psql> FindAsync()
    {
        if (await s_found.Value is { } found)
        {
            return found;
        }

        const string Missing = "No psql on this machine to compare with; install one: apt-get install postgresql-client";
        if (Environment.GetEnvironmentVariable("CI") is not null)
        {
            Assert.Fail(Missing);
        }

        throw new IgnoreException(Missing);
    }

    /// <summary>Runs a script by -f and returns both streams.</summary>
    public async Task<(string Out, string Error)> RunAsync(string database, string script, params string[] arguments)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        using var folder = new TempFolder();
        await folder.WriteAsync("script.sql", script);
        var target = TestServer.Server.Target(database);
        var start = new ProcessStartInfo(Path, ["-X", "-f", "script.sql", .. arguments])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardErrorEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Environment =
            {
                ["PGHOST"] = target.Host,
                ["PGPORT"] = $"{target.Port}",
                ["PGDATABASE"] = target.Database,
                ["PGUSER"] = target.User,
                ["PGPASSWORD"] = target.Password,
                ["PGCLIENTENCODING"] = "UTF8",
                ["LC_ALL"] = "C",
            },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("psql did not start");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (await output, await error);
    }

    // The survey asks each of the installed binaries for its version.
    private static async Task<Psql?> LookAsync()
    {
        var survey = await MachineSurvey.TakeAsync(cacheDirectory: null, CancellationToken.None);
        var found = survey.Installed.Prepend(TestServer.Server.Binaries).FirstOrDefault(static installed => File.Exists(installed.Program("psql")));
        return found is null ? null : new Psql(found.Program("psql"), found.Version.Major);
    }
}
