using Sandbox.Rehearsal.Effects;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>A statement or meta-command that ran.</summary>
public sealed record Step
{
    /// <summary>The file that holds it: the script itself, or a file that it includes.</summary>
    public required string Path { get; init; }

    /// <summary>The line in which it starts, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column in which it starts, counted in characters from 1.</summary>
    public required int Column { get; init; }

    /// <summary>The kind of command: <c>INSERT</c>, <c>CREATE TABLE</c>, <c>\echo</c> ...</summary>
    public required string Command { get; init; }

    /// <summary>What psql prints on its standard output because of it: tables, tags, text; null where it prints nothing.</summary>
    public string? Output { get; init; }

    /// <summary>The server's command tag; null for a meta-command and for a failed statement.</summary>
    public string? Tag { get; init; }

    /// <summary>The statement as it was sent, or the meta-command with its arguments.</summary>
    public required string Text { get; init; }

    /// <summary>Rows returned or affected; null where the tag names none.</summary>
    public long? Rows { get; init; }

    /// <summary>Wall time in milliseconds, the round trip included; null for a statement that was played and not sent, and where small statements of a long script are timed together only.</summary>
    public double? ElapsedMs { get; init; }

    /// <summary>What went wrong; null where nothing did.</summary>
    public StepError? Error { get; init; }

    /// <summary>How a statement of transaction control was played, one line; null for all others.</summary>
    public string? Played { get; init; }

    /// <summary>What the planner expected of a statement that writes rows; null for all others, and where nobody asked (<c>--explain</c>).</summary>
    public PlanEstimate? Explain { get; init; }

    /// <summary>What the statement did; null where it was not sampled.</summary>
    public EffectSummary? Effects { get; init; }
}
