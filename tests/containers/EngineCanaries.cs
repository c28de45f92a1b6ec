namespace Sandbox.Tests;

/// <summary>A container that runs, a volume and a network, with a name that begins as those of dry runs do. Nothing that a test does may touch them.</summary>
internal sealed class EngineCanaries : IAsyncDisposable
{
    private string _state = "";

    private EngineCanaries(string name) => Name = name;

    /// <summary>The name of all three.</summary>
    public string Name { get; }

    /// <summary>Makes them.</summary>
    public static async Task<EngineCanaries> CreateAsync(string image)
    {
        var canaries = new EngineCanaries($"sandbox-dryrun-canary-{Guid.NewGuid():N}");
        await TestEngine.AskAsync("network", "create", "--internal", canaries.Name);
        await TestEngine.AskAsync("volume", "create", canaries.Name);
        await TestEngine.AskAsync("run", "--detach", "--name", canaries.Name, "--network", "none", "--entrypoint", "/bin/sleep", image, "3600");
        canaries._state = await canaries.ReadAsync();
        return canaries;
    }

    /// <summary>Makes sure that they are as they were.</summary>
    public async Task ShouldSingAsync() => (await ReadAsync()).ShouldBe(_state);

    public async ValueTask DisposeAsync()
    {
        await TestEngine.AskAsync("container", "rm", "--force", "--volumes", "--time", "0", Name);
        await TestEngine.AskAsync("volume", "rm", Name);
        await TestEngine.AskAsync("network", "rm", Name);
    }

    private async Task<string> ReadAsync() => string.Join('\n',
        await TestEngine.AskAsync("container", "inspect", "--format", "{{.Id}} {{.State.StartedAt}} {{.State.Status}}", Name),
        await TestEngine.AskAsync("volume", "inspect", "--format", "{{.Name}} {{.CreatedAt}}", Name),
        await TestEngine.AskAsync("network", "inspect", "--format", "{{.Name}} {{.Created}}", Name));
}
