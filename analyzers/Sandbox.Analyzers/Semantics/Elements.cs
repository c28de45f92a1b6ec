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

    /// <summary>What a lambda makes of each value of a list: <c>$"DROP TABLE {n}"</c> of <c>names.Select(n => $"DROP TABLE {n}")</c>; null where the values are no such.</summary>
    public static IOperation? Shaped(IOperation values, CancellationToken cancellationToken)
    {
        var list = Variables.Unwrap(values);
        if (list is ILocalReferenceOperation local)
        {
            list = Variables.ValueOf(local, local.SemanticModel, cancellationToken) is { } value ? Variables.Unwrap(value) : list;
        }

        while (list is ITranslatedQueryOperation or IInvocationOperation { TargetMethod.Name: "ToList" or "ToArray" or "Distinct" or "AsEnumerable" or "Order" or "Reverse" })
        {
            list = Variables.Unwrap(list is ITranslatedQueryOperation query ? query.Operation : ((IInvocationOperation)list).Instance ?? ((IInvocationOperation)list).Arguments[0].Value);
        }

        return list is IInvocationOperation { TargetMethod.Name: "Select" or "ConvertAll", Arguments: [.., var last] }
            && Variables.Unwrap(last.Value) is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } returned }] } } ? returned : null;
    }
}
