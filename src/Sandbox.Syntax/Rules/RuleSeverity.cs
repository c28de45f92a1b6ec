namespace Sandbox.Syntax.Rules;

/// <summary>How much a finding weighs when nothing else was configured.</summary>
public enum RuleSeverity
{
    /// <summary>Worth knowing; never fails a build.</summary>
    Info,

    /// <summary>Should not pass a review unseen.</summary>
    Warning,

    /// <summary>Must not be run.</summary>
    Error,
}
