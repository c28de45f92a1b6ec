namespace Sandbox.Rehearsal.Guards;

/// <summary>One question that the guard asked about the target, with its answer.</summary>
/// <param name="Name">The check's name: <c>throwaway</c>, <c>database name</c>, <c>deny list</c>, <c>system identifier</c>, <c>server address</c> ...</param>
/// <param name="Passed">Whether the target passed.</param>
/// <param name="Detail">The evidence, one line.</param>
public sealed record GuardCheck(string Name, bool Passed, string Detail);
