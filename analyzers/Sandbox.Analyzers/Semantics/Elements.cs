using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Sandbox.Analyzers.Semantics;

/// <summary>Lists of values that are written out.</summary>
internal static class Elements
{
    /// <summary>The elements of an array, a collection expression or the arguments of a <c>params</c> parameter; null for a single value.</summary>
    public static ImmutableArray<IOperation>? Of(IOperation value) => Variables.Unwrap(value) switch
    {
        IArrayCreationOperation { Initializer: { } list } => list.ElementValues,
        IArrayCreationOperation => null,
        // Such a collection has an operation of its own only in newer compilers than this is built against: its elements are its children.
        ({ Syntax: CollectionExpressionSyntax } or { IsImplicit: true, Kind: > OperationKind.Utf8String }) and var collection => ImmutableArray.CreateRange(collection.ChildOperations),
        _ => null,
    };
}
