namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>What a rehearsal does about an attempt to escape.</summary>
internal enum Reaction
{
    /// <summary>Exit code 4, before the statement reached the server.</summary>
    Refuse,

    /// <summary>It runs or fails, and nothing survives.</summary>
    Contained,

    /// <summary>What cannot be undone is named.</summary>
    ReportedResidue,
}
