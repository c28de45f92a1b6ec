namespace Sandbox.Lifecycle;

/// <summary>Where a sandbox stands in its life.</summary>
public enum SandboxStatus
{
    /// <summary>It is there to be used.</summary>
    Active,

    /// <summary>Its drop has begun; the next drop of it goes on.</summary>
    Retiring,

    /// <summary>It is gone, or about to go in this moment.</summary>
    Retired,
}
