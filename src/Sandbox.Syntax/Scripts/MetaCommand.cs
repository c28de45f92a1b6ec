using Sandbox.Syntax.Text;

namespace Sandbox.Syntax.Scripts;

/// <summary>A meta-command with its arguments, variables replaced.</summary>
public sealed record MetaCommand
{
    /// <summary>The name without its backslash, in the case in which it was written.</summary>
    public required string Name { get; init; }

    /// <summary>The arguments; for a command that takes the whole line, that line as its only one.</summary>
    public required IReadOnlyList<MetaCommandArgument> Arguments { get; init; }

    /// <summary>The file that holds it.</summary>
    public required string Path { get; init; }

    /// <summary>Where its backslash stands.</summary>
    public required TextPosition Start { get; init; }

    /// <summary>Whether psql knows a command of this name.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>Whether a variable in the arguments could not be told before the run.</summary>
    public bool HasUnknownVariables { get; init; }

    /// <summary>What psql says of an argument that it cannot read, behind those that the command has printed before it (<c>\echo</c> and its kin); null elsewhere, where the reader has said it.</summary>
    public string? ArgumentError { get; init; }

    /// <summary>An argument's text; null where there are fewer.</summary>
    /// <param name="index">Counted from 0.</param>
    public string? Argument(int index) => index < Arguments.Count ? Arguments[index].Text : null;
}
