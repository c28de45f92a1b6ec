namespace Sandbox.Analyzers.Sinks;

/// <summary>Which parameter of a method takes SQL.</summary>
/// <param name="Ordinal">Its place; -1 where none does.</param>
/// <param name="IsWeak">Only its name says so.</param>
/// <param name="HoldsParameters">It takes an interpolated string whose holes become parameters.</param>
internal sealed record SqlParameter(int Ordinal, bool IsWeak, bool HoldsParameters)
{
    /// <summary>A method without one.</summary>
    public static SqlParameter None { get; } = new(-1, IsWeak: false, HoldsParameters: false);
}
