using System.Text.Json;
using Sandbox.Postgres.Servers.Binaries;
using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Servers.Containers;

/// <summary>A container engine, driven by its own client, podman's or docker's, with whatever that is set to. What it removes has an exact name and an id that was seen under it; nothing is ever chosen by a pattern, a label or its age.</summary>
/// <param name="Program">The client's path.</param>
/// <param name="Version">What it says it is.</param>
public sealed record ContainerEngine(string Program, string Version)
{
    /// <summary>The environment's variable that names the client: a path, or a name that PATH knows.</summary>
    public const string Variable = "SANDBOX_ENGINE";

    /// <summary>How often a list is asked for that others change meanwhile.</summary>
    private const int Attempts = 20;

    private const string Mend = $"start its service, or name another client in {Variable}";

    private static readonly string[] s_known = ["podman", "docker"];

    /// <summary>Finds the engine and makes sure that it answers: the one that is named, else podman, else docker.</summary>
    /// <param name="named">The client's path or name; null where nobody named one.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="SandboxException">There is none, or none that answers (<see cref="ExitCode.Unavailable"/>).</exception>
    public static async Task<ContainerEngine> FindAsync(string? named, CancellationToken cancellationToken)
    {
        List<string> silent = [];
        foreach (var name in string.IsNullOrEmpty(named) ? s_known : [named])
        {
            if ((Path.IsPathFullyQualified(name) ? name : ProgramSearch.Find(name)) is not { } program || !File.Exists(program))
            {
                continue;
            }

            var result = await RunAsync(program, ["version", "--format", "{{.Client.Version}}"], cancellationToken);
            if (result.ExitCode == 0)
            {
                return new ContainerEngine(program, result.Output.Trim());
            }

            silent.Add($"{program}: {result.Complaint}");
        }

        throw new SandboxException(
            ExitCode.Unavailable,
            silent.Count > 0 ? $"no container engine answers: {string.Join("; ", silent)}; {Mend}"
            : string.IsNullOrEmpty(named) ? "no container engine is here: neither podman nor docker is in PATH; install podman"
            : $"no container engine is here: {named}, which {Variable} names, is not there");
    }

    /// <summary>Finds the one that the environment names, else podman, else docker.</summary>
    /// <inheritdoc cref="FindAsync(string?, CancellationToken)"/>
    public static Task<ContainerEngine> FindAsync(CancellationToken cancellationToken) => FindAsync(Environment.GetEnvironmentVariable(Variable), cancellationToken);

    /// <summary>Reads an image that is on this machine; nothing is pulled.</summary>
    /// <param name="reference">Its name with tag or digest.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="SandboxException">It is not here, or it is no image of PostgreSQL (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<ContainerImage> ImageAsync(string reference, CancellationToken cancellationToken)
    {
        var result = await RunAsync(Program, ["image", "inspect", reference], cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new SandboxException(ExitCode.Unavailable, $"the image {reference} is not here, and nothing is pulled by itself: {result.Complaint}; get it by: {Program} pull {reference}");
        }

        using var json = JsonDocument.Parse(result.Output);
        return ContainerImage.Read(reference, json.RootElement[0]);
    }

    /// <summary>What has a name now; null for nothing.</summary>
    /// <param name="kind">What is looked for.</param>
    /// <param name="name">Its exact name.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="SandboxException">The engine does not answer (<see cref="ExitCode.Unavailable"/>).</exception>
    public async Task<EngineObject?> LookAsync(EngineObjectKind kind, string name, CancellationToken cancellationToken)
    {
        var word = Word(kind);
        var result = await RunAsync(Program, [word, "inspect", name], cancellationToken);
        if (result.ExitCode == 0)
        {
            using var json = JsonDocument.Parse(result.Output);
            var found = EngineObject.Read(kind, json.RootElement[0]);

            // A client also takes the beginning of an id for a name.
            return string.Equals(found.Name, name, StringComparison.Ordinal) ? found : null;
        }

        // That there is none and that nobody answers sound alike; the list tells them apart.
        return (await NamesAsync(kind, cancellationToken)).Contains(name, StringComparer.Ordinal)
            ? throw new SandboxException(ExitCode.Unavailable, $"{word} {name} cannot be read: {result.Complaint}")
            : null;
    }

    /// <summary>Makes a network that leads nowhere.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="run">The run that it belongs to.</param>
    /// <param name="cancellationToken">Ends the engine's work.</param>
    public Task MakeNetworkAsync(string name, string run, CancellationToken cancellationToken) => AskAsync(["network", "create", "--internal", "--label", $"{EngineObject.RunLabel}={run}", name], cancellationToken);

    /// <summary>Makes a volume.</summary>
    /// <inheritdoc cref="MakeNetworkAsync"/>
    public Task MakeVolumeAsync(string name, string run, CancellationToken cancellationToken) => AskAsync(["volume", "create", "--label", $"{EngineObject.RunLabel}={run}", name], cancellationToken);

    /// <summary>Removes one object: a container or network by its id, a volume, which has none, by its name.</summary>
    /// <param name="found">What was found under its exact name.</param>
    /// <param name="cancellationToken">Ends the engine's work.</param>
    /// <exception cref="SandboxException">The engine could not (<see cref="ExitCode.Unavailable"/>).</exception>
    public Task RemoveAsync(EngineObject found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        string[] words = found.Kind switch
        {
            EngineObjectKind.Container => ["rm", "--force", "--volumes", found.Id],
            EngineObjectKind.Network => ["rm", found.Id],
            _ => ["rm", found.Name],
        };
        return AskAsync([Word(found.Kind), .. words], cancellationToken);
    }

    /// <summary>The folder in which the engine keeps volumes.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<string> DataFolderAsync(CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await AskAsync(["info", "--format", "{{json .}}"], cancellationToken));
        var info = json.RootElement;
        return info.TryGetProperty("store", out var store) ? store.GetProperty("volumePath").GetString()! : info.GetProperty("DockerRootDir").GetString()!;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Program} {Version}";

    private static string Word(EngineObjectKind kind) => kind switch { EngineObjectKind.Container => "container", EngineObjectKind.Network => "network", _ => "volume" };

    /// <summary>The names of all objects of a kind. podman looks for them one after the other once it has listed them, and fails where somebody has removed one meanwhile, whatever it is.</summary>
    private async Task<IReadOnlyList<string>> NamesAsync(EngineObjectKind kind, CancellationToken cancellationToken)
    {
        string[] words = kind is EngineObjectKind.Container ? ["container", "ls", "--all", "--format", "{{.Names}}"] : [Word(kind), "ls", "--format", "{{.Name}}"];
        for (var attempt = 1; ; attempt++)
        {
            var result = await RunAsync(Program, words, cancellationToken);
            if (result.ExitCode == 0 || attempt == Attempts || !result.Complaint.Contains("no such", StringComparison.OrdinalIgnoreCase))
            {
                return OutputOf(result, words).Split(['\n', ','], StringSplitOptions.TrimEntries);
            }
        }
    }

    private async Task<string> AskAsync(IReadOnlyList<string> words, CancellationToken cancellationToken) => OutputOf(await RunAsync(Program, words, cancellationToken), words);

    private string OutputOf(CommandResult result, IReadOnlyList<string> words) =>
        result.ExitCode == 0 ? result.Output : throw new SandboxException(ExitCode.Unavailable, $"{Path.GetFileName(Program)} {words[0]} {words[1]} failed: {result.Complaint}");

    // Where the engine is and how it is set lies in variables that only its client knows.
    private static Task<CommandResult> RunAsync(string program, IEnumerable<string> words, CancellationToken cancellationToken) => Command.RunAsync(program, words, environment: null, user: null, cancellationToken);
}
