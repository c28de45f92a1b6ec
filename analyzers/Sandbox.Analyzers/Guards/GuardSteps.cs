using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Semantics;

namespace Sandbox.Analyzers.Guards;

/// <summary>What a single operation does to what is known of connections: a guard that has run adds to it, a new value takes away.</summary>
internal sealed class GuardSteps(GuardMethods guards, Connections connections, SemanticModel model, CancellationToken cancellationToken)
{
    private const int Farthest = 16;

    /// <summary>An operation and its parts, in the order in which they run.</summary>
    public static IEnumerable<IOperation> InOrder(IOperation operation)
    {
        var open = new Stack<(IOperation Operation, bool IsOpened)>();
        open.Push((operation, false));
        while (open.Count > 0)
        {
            var (next, isOpened) = open.Pop();
            if (isOpened)
            {
                yield return next;
                continue;
            }

            open.Push((next, true));
            foreach (var part in next.ChildOperations.Reverse())
            {
                open.Push((part, false));
            }
        }
    }

    /// <summary>What holds after an operation with all its parts.</summary>
    public ImmutableHashSet<Connection>? AfterAll(IOperation operation, ImmutableHashSet<Connection>? state)
    {
        if (state is null)
        {
            return null;
        }

        foreach (var part in InOrder(operation))
        {
            state = After(part, state);
        }

        return state;
    }

    /// <summary>What holds after an operation whose parts have run.</summary>
    public ImmutableHashSet<Connection>? After(IOperation operation, ImmutableHashSet<Connection>? state)
    {
        if (state is null)
        {
            return null;
        }

        switch (operation)
        {
            case IAwaitOperation wait when Original(wait) is IAwaitOperation original && !IsTruth(original.Type):
                return Guarded(state, guards.AwaitedBy(original.Operation, model, cancellationToken));
            case IInvocationOperation { TargetMethod.Name: "ChangeDatabase" or "ChangeDatabaseAsync", Instance: { } changed }:
                return Replace(state.Remove(Connection.Any), changed);
            case IInvocationOperation call when Original(call) is IInvocationOperation original && !IsTruth(original.Type):
                return Guarded(state, guards.RunBy(original, model, cancellationToken));
            case IDeconstructionAssignmentOperation { Target: ITupleOperation tuple }:
                return tuple.Elements.Aggregate(state, Replace);
            case IAssignmentOperation assignment:
                return Replace(state, assignment.Target);
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                return Replace(state, argument.Value);
            default:
                return state;
        }
    }

    /// <summary>What a condition says of connections where it came out one way: a guard may answer instead of raising.</summary>
    public IEnumerable<Connection> Proven(IOperation condition, bool outcome) => Original(condition) is { } original ? ProvenBy(original, outcome, 0) : [];

    private IEnumerable<Connection> ProvenBy(IOperation condition, bool outcome, int distance)
    {
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return ProvenBy(not.Operand, !outcome, distance + 1);
            case IConversionOperation conversion:
                return ProvenBy(conversion.Operand, outcome, distance + 1);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison when Compared(comparison) is var (answer, truth):
                return ProvenBy(answer, (outcome == truth) == (comparison.OperatorKind == BinaryOperatorKind.Equals), distance + 1);
            case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool truth } } } } test:
                return ProvenBy(test.Value, outcome != truth, distance + 1);
            case IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool truth } } } test:
                return ProvenBy(test.Value, outcome == truth, distance + 1);
            case IAwaitOperation wait when outcome:
                return guards.AwaitedBy(wait.Operation, model, cancellationToken).SelectMany(call => connections.OfGuard(call));
            case IInvocationOperation call when outcome && guards.IsGuard(call.TargetMethod) && IsTruth(call.Type):
                return connections.OfGuard(call);
            case ILocalReferenceOperation local when Variables.ValueOf(local, model, cancellationToken) is { } value && distance < Farthest:
                return ProvenBy(value, outcome, distance + 1);
            default:
                return [];
        }
    }

    /// <summary>The answer that a comparison holds against <c>true</c> or <c>false</c>.</summary>
    private static (IOperation Answer, bool Truth)? Compared(IBinaryOperation comparison) =>
        comparison.RightOperand.ConstantValue is { HasValue: true, Value: bool right } ? (comparison.LeftOperand, right)
            : comparison.LeftOperand.ConstantValue is { HasValue: true, Value: bool left } ? (comparison.RightOperand, left)
            : null;

    private static bool IsTruth(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Boolean;

    /// <summary>The operation of the tree that a graph's operation was made from: only that one knows its surroundings.</summary>
    private IOperation? Original(IOperation operation) => operation.SemanticModel is null ? model.GetOperation(operation.Syntax, cancellationToken) : operation;

    private ImmutableHashSet<Connection> Guarded(ImmutableHashSet<Connection> state, IEnumerable<IInvocationOperation> calls)
    {
        foreach (var connection in calls.SelectMany(call => connections.OfGuard(call)))
        {
            state = state.Remove(connection with { IsReplaced = true }).Add(connection);
        }

        return state;
    }

    private ImmutableHashSet<Connection> Replace(ImmutableHashSet<Connection> state, IOperation target)
    {
        var symbol = target switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member => member.Member,
            _ => null,
        };
        if (symbol is null || state.IsEmpty)
        {
            return state;
        }

        foreach (var connection in state)
        {
            if (!connection.IsReplaced && SymbolEqualityComparer.Default.Equals(connection.Root, symbol))
            {
                state = state.Remove(connection).Add(connection with { IsReplaced = true });
            }
        }

        return state;
    }
}
