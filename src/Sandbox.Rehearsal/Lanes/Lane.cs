namespace Sandbox.Rehearsal.Lanes;

/// <summary>How a script is isolated.</summary>
public enum Lane
{
    /// <summary>In one sealed transaction on the clone, which is rolled back.</summary>
    Rollback,

    /// <summary>For real, on a copy of the clone, which is dropped.</summary>
    Disposable,

    /// <summary><see cref="Rollback"/> where the script can run in a transaction, else <see cref="Disposable"/>.</summary>
    Auto,
}
