namespace Sandbox.Lifecycle.Plans;

/// <summary>What a stage does.</summary>
public enum StageKind
{
    /// <summary>Scripts are rehearsed on the sandbox: rolled back, judged and proven.</summary>
    Rehearse,

    /// <summary>Scripts are run on the sandbox for real.</summary>
    Script,

    /// <summary>A program is started, with <c>--sandbox-id</c> and the sandbox's name behind its own arguments.</summary>
    Command,
}
