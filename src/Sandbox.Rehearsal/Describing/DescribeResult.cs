namespace Sandbox.Rehearsal.Describing;

/// <summary>What a describe command prints.</summary>
/// <param name="Items">The things to print, in order.</param>
/// <param name="Failed">Whether the command failed, so that psql drops the rest of the line and ON_ERROR_STOP stops the script.</param>
public sealed record DescribeResult(IReadOnlyList<DescribedItem> Items, bool Failed);
