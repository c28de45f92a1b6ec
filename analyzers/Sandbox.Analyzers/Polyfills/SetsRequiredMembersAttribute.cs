using System.ComponentModel;

namespace System.Diagnostics.CodeAnalysis;

/// <summary>Lets the compiler emit constructors of types with <c>required</c> members for netstandard2.0.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Constructor, Inherited = false)]
internal sealed class SetsRequiredMembersAttribute : Attribute;
