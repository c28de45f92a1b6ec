namespace Sandbox.Rehearsal.Effects;

/// <summary>Everything that a script, or one statement of it, did.</summary>
public sealed record EffectSummary
{
    /// <summary>Nothing done.</summary>
    public static EffectSummary None { get; } = new();

    /// <summary>Tables written to, in the order of their names; null where that was not measured.</summary>
    public IReadOnlyList<TableEffect>? Tables { get; init; } = [];

    /// <summary>Sequences moved.</summary>
    public IReadOnlyList<SequenceEffect> Sequences { get; init; } = [];

    /// <summary>Notices and warnings, in the order in which they came.</summary>
    public IReadOnlyList<NoticeEffect> Notices { get; init; } = [];
}
