using Microsoft.CodeAnalysis;

namespace Sandbox.Analyzers.Sinks;

/// <summary>An expression that is SQL.</summary>
/// <param name="Text">The expression.</param>
internal sealed record SqlUse(IOperation Text)
{
    /// <summary>Only a name says that it is SQL: the rules that speak of a script's form keep quiet.</summary>
    public bool IsWeak { get; init; }

    /// <summary>It is added to what is there, or something is added to it later.</summary>
    public bool IsPart { get; init; }

    /// <summary>What is interpolated goes to the server as parameters.</summary>
    public bool HoldsParameters { get; init; }

    /// <summary>Whoever runs it opens a transaction around it.</summary>
    public bool InTransaction { get; init; }
}
