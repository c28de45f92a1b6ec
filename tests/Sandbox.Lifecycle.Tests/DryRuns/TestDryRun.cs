using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Sandbox.Lifecycle.DryRuns;
using Sandbox.Lifecycle.DryRuns.Closing;
using Sandbox.Postgres.Clients;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Tests;

namespace Sandbox.Lifecycle.Tests.DryRuns;

/// <summary>
/// A dry run of a shop on the assembly's server, as a test changes it; beside it stand canaries that nothing of it may touch: a database, a file, and a folder whose name begins as the run's does.
/// </summary>
internal sealed class TestDryRun : IProgress<string>, IDisposable
{
    /// <summary>Production's password; the server asks for none, and no file may hold it after the run.</summary>
    public const string Password = "hush:\\\"quiet\" 1";

    private static int s_runs;

    private readonly ConcurrentQueue<string> _lines = [];
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TestDryRun(string database)
    {
        Database = database;
        Id = string.Create(CultureInfo.InvariantCulture, $"test-{Environment.ProcessId}-{database.Replace('_', '-')}");
        Description = new JsonObject
        {
            ["name"] = "test",
            ["gate"] = new JsonObject { ["name"] = "DRYRUN_OPEN", ["value"] = "yes" },
            ["production"] = Place(database),
            ["scenarios"] = new JsonArray(),
            ["protected"] = new JsonObject { ["databases"] = new JsonArray(Place(Canary)), ["files"] = new JsonArray("canary.txt"), ["repositories"] = new JsonArray("repository") },
        };
        Variables = new(StringComparer.Ordinal) { ["DRYRUN_OPEN"] = "yes", ["PGPASSFILE"] = Folder["pgpass"], ["HOME"] = Folder.Path };
    }

    public TempFolder Folder { get; } = new();

    public string Id { get; }

    /// <summary>The database that is rehearsed for.</summary>
    public string Database { get; }

    public string Canary => Database + "_canary";

    public string Reader => Database + "_reader";

    public JsonObject Description { get; }

    public Dictionary<string, string?> Variables { get; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The cache of the run's server; its own unless said otherwise.</summary>
    public string? Cache { get; set; }

    /// <summary>The folder that goes with the run.</summary>
    public string Work => Path.Combine(Description["work"]?.GetValue<string>() ?? Path.GetTempPath(), "sandbox-dryrun-" + Id);

    private string CanaryFolder => Path.Combine(Path.GetTempPath(), $"sandbox-dryrun-{Id}-canary");

    public string Records => Folder[".sandbox"];

    public string Kept(string name) => Path.Combine(Records, "dryruns", Id, name);

    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Does something as soon as a line is told, before the run goes on.</summary>
    public Action<string>? Hears { get; set; }

    /// <summary>The line that <see cref="ReachedAsync"/> waits for.</summary>
    public string? Awaited { get; set; }

    public static async Task<TestDryRun> CreateAsync()
    {
        var run = new TestDryRun(string.Create(CultureInfo.InvariantCulture, $"shop_{Interlocked.Increment(ref s_runs)}"));
        await TestServer.RunAsync("postgres", $"CREATE ROLE {run.Reader} LOGIN", $"CREATE DATABASE {run.Database}", $"CREATE DATABASE {run.Canary}");
        foreach (var database in (string[])[run.Database, run.Canary])
        {
            await TestServer.RunAsync(
                database,
                "REVOKE ALL ON SCHEMA public FROM PUBLIC",
                "GRANT USAGE ON SCHEMA public TO PUBLIC",
                $"GRANT EXECUTE ON FUNCTION pg_catalog.pg_control_system() TO {run.Reader}",
                "CREATE TABLE item (id int PRIMARY KEY, price int NOT NULL CHECK (price > 0))",
                "INSERT INTO item SELECT i, i FROM generate_series(1, 100) i",
                $"GRANT SELECT ON item TO {run.Reader}");
        }

        await run.Folder.WriteAsync("canary.txt", "sings\n");
        await run.Folder.WriteAsync("repository/file.txt", "kept\n");
        await run.GitAsync("init", "--quiet");
        await run.GitAsync("add", ".");
        await run.GitAsync("-c", "user.name=test", "-c", "user.email=test@test", "commit", "--quiet", "-m", "first");
        var pass = await run.Folder.WriteAsync("pgpass", $"*:*:{run.Database}:*:{Password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal)}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(pass, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Directory.CreateDirectory(run.CanaryFolder);
        await File.WriteAllTextAsync(Path.Combine(run.CanaryFolder, "run"), "canary", TestServer.Token);
        return run;
    }

    /// <summary>Where a database of the server is, as the reader.</summary>
    public string Place(string database) => string.Create(CultureInfo.InvariantCulture, $"host={TestServer.Target().Host} port={TestServer.Target().Port} dbname={database} user={Reader}");

    /// <summary>Adds a phase.</summary>
    public async Task<TestDryRun> PhaseAsync(string name, string sql, bool fails = false)
    {
        await Folder.WriteAsync(name + ".sql", sql);
        ((JsonArray)Description["scenarios"]!).Add(new JsonObject { ["name"] = name, ["phase"] = name + ".sql", ["fails"] = fails });
        return this;
    }

    /// <summary>Adds a rehearsal.</summary>
    public async Task<TestDryRun> RehearsalAsync(string name, string sql)
    {
        await Folder.WriteAsync(name + ".sql", sql);
        ((JsonArray)Description["scenarios"]!).Add(new JsonObject { ["name"] = name, ["rehearse"] = new JsonArray(name + ".sql") });
        return this;
    }

    /// <summary>Runs it.</summary>
    public async Task<DryRunClose> RunAsync(CancellationToken? cancellationToken = null)
    {
        var run = await DryRun.LoadAsync(await Folder.WriteAsync("dryrun.json", Description.ToJsonString()), TestServer.Token);
        var close = await new DryRunner(run, Policy.None, Records, Variables) { Progress = this, Time = Time, Cache = Cache }.RunAsync(Id, cancellationToken ?? TestServer.Token);
        _reached.TrySetException(new InvalidOperationException($"the run ended before it told {Awaited}: {close.Failure?.Message}"));
        return close;
    }

    /// <summary>Finishes it by its journal.</summary>
    public Task<DryRunClose> FinishAsync() => DryRunTeardown.FinishAsync(Id, Records, Variables, TimeProvider.System, this, TestServer.Token);

    /// <summary>Waits until the run has told the line that is <see cref="Awaited"/>.</summary>
    /// <exception cref="InvalidOperationException">It ended without.</exception>
    public Task ReachedAsync() => _reached.Task.WaitAsync(TestServer.Token);

    /// <summary>Makes sure that nothing of the run is left, and that the canaries are as they were.</summary>
    public async Task ShouldBeGoneAsync()
    {
        Path.Exists(Work).ShouldBeFalse();
        await CanariesShouldSingAsync();
    }

    /// <summary>Makes sure that the canaries are as they were.</summary>
    public async Task CanariesShouldSingAsync()
    {
        (await File.ReadAllTextAsync(Path.Combine(CanaryFolder, "run"), TestServer.Token)).ShouldBe("canary");
        foreach (var database in (string[])[Database, Canary])
        {
            (await TestServer.AskAsync(database, "SELECT count(*) || ' ' || sum(price) FROM item")).ShouldBe("100 5050");
        }
    }

    public Task<string> GitAsync(params string[] words) => OutsideProgram.AskAsync("git", ["-C", Folder["repository"], "-c", $"safe.directory={Folder["repository"]}", .. words], TestServer.Token);

    public void Report(string value)
    {
        _lines.Enqueue(value);
        Hears?.Invoke(value);
        if (Awaited is { } awaited && value.Contains(awaited, StringComparison.Ordinal))
        {
            _reached.TrySetResult();
        }
    }

    public void Dispose()
    {
        Directory.Delete(CanaryFolder, recursive: true);
        Folder.Dispose();
    }
}
