namespace Sandbox.Lifecycle.DryRuns.Environments;

/// <summary>What is there under an object's exact name.</summary>
internal enum Presence
{
    /// <summary>Nothing.</summary>
    Gone,

    /// <summary>What the run made.</summary>
    Own,

    /// <summary>Something else, which is left alone.</summary>
    Other,
}
