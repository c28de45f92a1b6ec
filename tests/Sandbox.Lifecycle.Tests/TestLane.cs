using Sandbox.Lifecycle.Ledger;
using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.Tests;

namespace Sandbox.Lifecycle.Tests;

/// <summary>Sandboxes of one test: names, policy and ledger that nobody else has. What is left of them goes with the server.</summary>
internal sealed class TestLane : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _prefix;

    public TestLane()
    {
        (Policy, _prefix) = TestServer.NewPolicy(Records);
    }

    /// <summary>Its policy; a test may change it before it opens the lane.</summary>
    public Policy Policy { get; set; }

    /// <summary>The folder of its ledger.</summary>
    public string Records => _folder["records"];

    /// <summary>Its ledger.</summary>
    public SandboxLedger Ledger => SandboxLedger.Of(Policy);

    /// <summary>The first of its names.</summary>
    public SandboxName Name => Number(1);

    /// <summary>One of its names.</summary>
    public SandboxName Number(int number) => SandboxName.Admit(Text(number), Policy);

    /// <summary>One of its names, admitted or not.</summary>
    public string Text(int number) => $"{_prefix}{number}";

    /// <summary>Opens the lane.</summary>
    /// <param name="target">The server; the assembly's unless said otherwise.</param>
    public Task<SandboxLane> OpenAsync(ConnectionTarget? target = null) => SandboxLane.OpenAsync(target ?? TestServer.Target(), Policy, TestServer.Token);

    /// <summary>Creates the first sandbox.</summary>
    public async Task<CreatedSandbox> CreateAsync()
    {
        await using var lane = await OpenAsync();
        return await lane.CreateAsync(Name, template: null, TestServer.Token);
    }

    /// <summary>Drops the first sandbox.</summary>
    public async Task<DroppedSandbox> DropAsync()
    {
        await using var lane = await OpenAsync();
        return await lane.DropAsync(Name, TestServer.Token);
    }

    /// <summary>What is orphaned.</summary>
    public async Task<IReadOnlyList<Orphan>> OrphansAsync()
    {
        await using var lane = await OpenAsync();
        return await lane.FindOrphansAsync(TestServer.Token);
    }

    /// <summary>The lines of a file of the ledger's folder.</summary>
    public string[] Lines(string file) => File.Exists(Path.Combine(Records, file)) ? File.ReadAllLines(Path.Combine(Records, file)) : [];

    /// <summary>A file beside its ledger.</summary>
    public string PathOf(string name) => _folder[name];

    /// <summary>Writes a file beside its ledger.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
