using System.ComponentModel;

#pragma warning disable MA0048 // The compiler asks for all three together.
namespace System.Runtime.CompilerServices
{
    /// <summary>Lets the compiler mark <c>required</c> members for netstandard2.0.</summary>
    [AttributeUsage(AttributeTargets.All)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    internal sealed class RequiredMemberAttribute : Attribute;

    /// <summary>Lets the compiler mark types with <c>required</c> members for netstandard2.0.</summary>
    [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
    {
        public string FeatureName { get; } = featureName;
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    /// <summary>Lets the compiler know constructors that set every <c>required</c> member, for netstandard2.0.</summary>
    [AttributeUsage(AttributeTargets.Constructor)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    internal sealed class SetsRequiredMembersAttribute : Attribute;
}
