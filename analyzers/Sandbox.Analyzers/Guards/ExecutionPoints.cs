using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Semantics;

namespace Sandbox.Analyzers.Guards;

/// <summary>Where a command that is filled in one place runs: a guard may stand between the two.</summary>
internal static class ExecutionPoints
{
    /// <summary>The calls that execute what a sink was given, or hand it on; the sink itself where none is seen.</summary>
    public static ImmutableArray<IOperation> Of(IOperation sink, GuardMethods guards)
    {
        if (VariableOf(sink) is not { } variable)
        {
            return ImmutableArray.Create(sink);
        }

        var points = Variables.RootOf(sink).Descendants().OfType<IInvocationOperation>()
            .Where(call => call.Syntax.SpanStart > sink.Syntax.SpanStart && !guards.IsGuard(call.TargetMethod) && Runs(call, variable))
            .ToImmutableArray<IOperation>();
        return points.IsEmpty ? ImmutableArray.Create(sink) : points;
    }

    private static bool Runs(IInvocationOperation call, ISymbol variable) =>
        (Is(call.Instance, variable) && call.TargetMethod.Name.StartsWith("Execute", StringComparison.Ordinal))
        || call.Arguments.Any(argument => Is(argument.Value, variable));

    private static bool Is(IOperation? operation, ISymbol variable) =>
        operation is not null && SymbolEqualityComparer.Default.Equals(SymbolOf(Variables.Unwrap(operation)), variable);

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static ISymbol? VariableOf(IOperation sink)
    {
        switch (sink)
        {
            case IAssignmentOperation { Target: IMemberReferenceOperation { Instance: { } instance and not IInstanceReferenceOperation } }:
                return SymbolOf(Variables.Unwrap(instance));
            case IAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation }, Parent.Parent: IObjectCreationOperation creation }:
                return VariableOf(creation);
            case IObjectCreationOperation or IInvocationOperation:
                // Only the value itself: what is made of it on the way is another thing.
                var parent = sink.Parent;
                while (parent is IConversionOperation or IVariableInitializerOperation)
                {
                    parent = parent.Parent;
                }

                return parent is IVariableDeclaratorOperation { Symbol.Type.Name: var type, Symbol: var local } && type.EndsWith("Command", StringComparison.Ordinal) ? local : null;
            default:
                return null;
        }
    }
}
