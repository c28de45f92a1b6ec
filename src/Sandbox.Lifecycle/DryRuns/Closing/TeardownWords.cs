namespace Sandbox.Lifecycle.DryRuns.Closing;

/// <summary>What a teardown finds under a name.</summary>
internal static class TeardownWords
{
    /// <summary>Nothing.</summary>
    public const string Gone = "gone";

    /// <summary>Something with another id.</summary>
    public const string Foreign = "another object has this name; it is left alone";
}
