namespace Sandbox.Syntax.Rules;

/// <summary>A comment <c>-- sandbox:disable-next RULE reason</c>.</summary>
internal sealed class Suppression(string rule, MappedText source, int start, int end)
{
    public string Rule => rule;

    public MappedText Source => source;

    public int Start => start;

    public int End => end;

    /// <summary>Whether it kept a finding back.</summary>
    public bool IsUsed { get; set; }
}
