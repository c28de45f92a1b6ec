namespace Sandbox.Rehearsal.Guards;

/// <summary>
/// Marks a method of your own as a guard: it raises where the connection leads to no clone, or, if it returns a <c>bool</c>, answers whether it does. The analyzers take its word.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CloneGuardAttribute : Attribute;
