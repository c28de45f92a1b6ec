using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;

namespace Sandbox.Analyzers.Guards;

/// <summary>Which connection an expression leads to, as far as its symbols tell.</summary>
/// <param name="Root">The variable, parameter, field or property that it begins with; null for a guard that names no connection.</param>
/// <param name="Path">The members from there on, each with a dot before it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Connection(ISymbol? Root, string Path)
{
    /// <summary>What a guard without a connection looks at: whatever the program is connected to.</summary>
    public static Connection Any { get; } = new(null, string.Empty);

    /// <summary>The connection of a command that came from elsewhere: it may be any.</summary>
    public bool IsOfCommand { get; init; }

    /// <summary>The variable was given another connection since.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>Whether a guard that looked at this one may have looked at another one: only where both are known are they told apart.</summary>
    /// <param name="other">The connection that a statement runs on; null where it is not known.</param>
    public bool MayBe(Connection? other) =>
        !IsReplaced && (Root is null || IsOfCommand || other is null or { IsOfCommand: true } || Equals(other.Value));
}
