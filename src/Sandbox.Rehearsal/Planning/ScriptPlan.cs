namespace Sandbox.Rehearsal.Planning;

/// <summary>What could be told of a script before anything connects.</summary>
public sealed record ScriptPlan
{
    /// <summary>The script's path as it was given.</summary>
    public required string Path { get; init; }

    /// <summary>What it says about its own rehearsal.</summary>
    public required ScriptDirectives Directives { get; init; }

    /// <summary>SHA-256 of its bytes, the line of its own <c>sha256</c> directive left out; lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Every identifier that its text, literals included, names: lower case, or as quoted.</summary>
    public required IReadOnlySet<string> Names { get; init; }

    /// <summary>How it is isolated: <see cref="Lanes.Lane.Rollback"/> or <see cref="Lanes.Lane.Disposable"/>.</summary>
    public Lanes.Lane Lane { get; init; }

    /// <summary>Why it is isolated so; null where it is the usual way.</summary>
    public string? LaneReason { get; init; }

    /// <summary>The first statement of it that changes what all databases of its server share, and what; null where none is known.</summary>
    public string? ChangesServer { get; init; }

    /// <summary>What it may do.</summary>
    public required ScriptLimits Limits { get; init; }

    /// <summary>Whether it reads what <see cref="Sha256"/> says nothing of: other files, the environment, standard input.</summary>
    public bool ReadsOthers { get; init; }

    /// <summary>How many statements its text holds, that of what it includes too.</summary>
    public int Statements { get; init; }

    /// <summary>Those of the script that reverts it too.</summary>
    internal int AllStatements => Statements + (Revert?.Statements ?? 0);

    /// <summary>The isolation level that its transactions ask for, in lower case.</summary>
    public required string Isolation { get; init; }

    /// <summary>The script that reverts it and runs after it in the same rehearsal; null for none.</summary>
    public ScriptPlan? Revert { get; init; }

    /// <summary>Whether it runs on a server that was started for it alone and goes with it.</summary>
    internal bool HasOwnServer { get; init; }

    /// <summary>What plays in the script's place; null where a script is played.</summary>
    internal Bodies.BodyRelay? Body { get; init; }

    /// <summary>The script that builds its clone on a throwaway server; null where there is none.</summary>
    public string? Fixture { get; init; }
}
