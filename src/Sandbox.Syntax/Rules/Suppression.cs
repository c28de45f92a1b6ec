using Sandbox.Syntax.Lexing;

namespace Sandbox.Syntax.Rules;

/// <summary>A comment <c>-- sandbox:disable-next RULE reason</c>.</summary>
internal sealed class Suppression(string rule, MappedText source, int start, int end)
{
    /// <summary>The word that such a comment begins with.</summary>
    public const string Directive = "sandbox:disable-next";

    public string Rule => rule;

    public MappedText Source => source;

    public int Start => start;

    public int End => end;

    /// <summary>Whether it kept a finding back.</summary>
    public bool IsUsed { get; set; }

    /// <summary>What a line comment switches off; nothing where it speaks of something else.</summary>
    public static IEnumerable<Suppression> In(MappedText source, Token comment)
    {
        var words = comment.In(source.Text.AsSpan()).TrimStart('-').ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words is [Directive, _, ..] ? SuppressedRules.In(words).Select(rule => new Suppression(rule, source, comment.Start, comment.End)) : [];
    }
}
