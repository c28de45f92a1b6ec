namespace Sandbox.Rehearsal.Guards;

/// <summary>One question that the guard asked about the target, with its answer.</summary>
/// <param name="Name">The check's name: <c>throwaway</c>, <c>database name</c>, <c>deny list</c>, <c>system identifier</c>, <c>server address</c> ...</param>
/// <param name="Passed">Whether the target passed.</param>
/// <param name="Detail">The evidence, one line.</param>
public sealed record GuardCheck(string Name, bool Passed, string Detail)
{
    /// <summary>The name of a check that passed only because the policy admits an escape hatch of the clone.</summary>
    public const string EscapeHatches = "escape hatches";
}
