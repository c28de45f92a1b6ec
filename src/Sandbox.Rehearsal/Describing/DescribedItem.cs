namespace Sandbox.Rehearsal.Describing;

/// <summary>One thing that a describe command prints; a command prints them in their order.</summary>
public abstract record DescribedItem;
