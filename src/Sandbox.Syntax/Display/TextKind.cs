namespace Sandbox.Syntax.Display;

/// <summary>What a line of the text report means. The command line gives each meaning a colour; the text says the same without.</summary>
public enum TextKind
{
    /// <summary>What the script printed and returned, and everything else without a meaning of its own.</summary>
    Plain,

    /// <summary>The beginning of a part.</summary>
    Heading,

    /// <summary>As it should be: a passed check, a proof.</summary>
    Good,

    /// <summary>Not as it should be: an error, a failed check, residue.</summary>
    Bad,

    /// <summary>To be looked at: a warning, a table that the text never names, a new snapshot.</summary>
    Attention,

    /// <summary>By the way: times, notices, played transaction control.</summary>
    Muted,

    /// <summary>A line of the accepted snapshot that is gone.</summary>
    Removed,

    /// <summary>A line that the accepted snapshot does not have.</summary>
    Added,
}
