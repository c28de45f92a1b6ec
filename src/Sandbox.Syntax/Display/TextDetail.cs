namespace Sandbox.Syntax.Display;

/// <summary>How much the text report says.</summary>
public enum TextDetail
{
    /// <summary>The verdicts alone (<c>--quiet</c>).</summary>
    Quiet,

    /// <summary>What the script printed, its checks and effects, the proof, the verdict.</summary>
    Normal,

    /// <summary>Every statement with its tag and time too (<c>--verbose</c>).</summary>
    Verbose,
}
