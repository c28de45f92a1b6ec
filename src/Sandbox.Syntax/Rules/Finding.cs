namespace Sandbox.Syntax.Rules;

/// <summary>A place in a text where a rule holds.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Start">The offset of the first character, in UTF-16 units of the text that was analyzed.</param>
/// <param name="Length">How many characters the place has; never 0.</param>
/// <param name="Message">What is wrong here and what to do about it, without a full stop.</param>
public sealed record Finding(Rule Rule, int Start, int Length, string Message)
{
    /// <summary>The rule's id.</summary>
    public string RuleId => Rule.Id;

    /// <summary>The offset behind the last character.</summary>
    public int End => Start + Length;
}
