using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules;

/// <summary>A comment <c>-- sandbox:disable-next RULE reason</c>.</summary>
internal sealed class Suppression(string rule, bool hasReason, MappedText source, int start, int end)
{
    public string Rule => rule;

    public bool HasReason => hasReason;

    public MappedText Source => source;

    public int Start => start;

    public int End => end;

    /// <summary>Whether it kept a finding back.</summary>
    public bool IsUsed { get; set; }

    /// <summary>What a line comment switches off; nothing where it speaks of something else.</summary>
    public static IEnumerable<Suppression> In(MappedText source, Token comment) =>
        SuppressedRules.In(comment.In(source.Text.AsSpan()).TrimStart('-').ToString()) is { } off ? off.Rules.Select(rule => new Suppression(rule, off.HasReason, source, comment.Start, comment.End)) : [];
}
