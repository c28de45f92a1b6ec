using System.CommandLine;
using Sandbox.Lifecycle;
using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Cli.Commands;

/// <summary>Where the governed sandboxes are and what governs them: the options that all of their commands share.</summary>
internal sealed class LaneOptions
{
    private readonly TargetOptions _target = new();
    private readonly PolicyOption _policy = new();
    private readonly Option<string?> _sandbox = new("--sandbox-id") { HelpName = "NAME", Description = "The sandbox: its id is its database's name. The policy has to admit it (sandbox.pattern, sandbox.deny)." };

    /// <summary>Adds the options to a command about one sandbox.</summary>
    public void AddOneTo(Command command)
    {
        command.Options.Add(_sandbox);
        AddTo(command);
    }

    /// <summary>Adds the options to a command about all sandboxes of a server.</summary>
    public void AddTo(Command command)
    {
        _target.AddPlaceTo(command);
        _policy.AddTo(command);
    }

    /// <summary>The policy.</summary>
    public Task<Policy> PolicyAsync(ParseResult words, Surroundings surroundings, CancellationToken cancellationToken) => _policy.ReadAsync(words, surroundings.Folder, cancellationToken);

    /// <summary>The sandbox that the words name, before anything is connected to.</summary>
    public SandboxName Name(ParseResult words, Policy policy) => SandboxName.Admit(SandboxId(words), policy);

    /// <summary>What the words name; null where they name none.</summary>
    public string? SandboxId(ParseResult words) => words.GetValue(_sandbox);

    /// <summary>The server that the words name: a database of it that is no sandbox.</summary>
    public ConnectionTarget Target(ParseResult words, Surroundings surroundings) => _target.RequiredTarget(words, surroundings.Environment);

    /// <summary>Connects to the server that the words name: a database of it that is no sandbox.</summary>
    public Task<SandboxLane> OpenAsync(ParseResult words, Policy policy, Surroundings surroundings, CancellationToken cancellationToken) =>
        SandboxLane.OpenAsync(Target(words, surroundings), policy, cancellationToken);
}
