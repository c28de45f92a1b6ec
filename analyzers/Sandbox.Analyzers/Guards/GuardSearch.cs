using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sandbox.Analyzers.Guards;

/// <summary>
/// Whether a guard stands before an operation on every path. It is asked from the operation outwards: in each block that contains it,
/// do the statements before it run a guard unconditionally? That is less than full dominance, and never more: where the answer is not
/// plain, there is no guard.
/// </summary>
internal static class GuardSearch
{
    /// <summary>Whether the operation only runs behind a guard that has been awaited.</summary>
    public static bool IsGuarded(IOperation operation)
    {
        var child = operation;
        for (var parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is ILocalFunctionOperation)
            {
                // It may be called from a place before the guard.
                return false;
            }

            if (RunsGuardBefore(parent, child))
            {
                return true;
            }
        }

        return false;
    }

    private static bool RunsGuardBefore(IOperation parent, IOperation child) => parent switch
    {
        IBlockOperation block => AnyBefore(block.Operations, child),
        ISwitchCaseOperation section => AnyBefore(section.Body, child),
        IUsingOperation { Resources: { } resources } => resources != child && Runs(resources),
        IConditionalOperation { Condition: { } condition } => condition != child && Runs(condition),
        _ => false,
    };

    private static bool AnyBefore(IEnumerable<IOperation> statements, IOperation child)
    {
        var guarded = false;
        foreach (var statement in statements)
        {
            // A jump may land here without having passed what stands above.
            if (statement is ILabeledOperation)
            {
                guarded = false;
            }

            if (statement == child)
            {
                return guarded;
            }

            guarded |= Runs(statement);
        }

        return false;
    }

    /// <summary>Whether running an operation to its end always runs a guard to its end.</summary>
    private static bool Runs(IOperation? operation) => operation switch
    {
        null => false,
        IInvocationOperation call => IsSynchronousGuard(call) || Runs(call.Instance) || call.Arguments.Any(argument => Runs(argument.Value)),
        IAwaitOperation wait => IsGuardCall(wait.Operation) || Runs(wait.Operation),
        IExpressionStatementOperation statement => Runs(statement.Operation),
        IVariableDeclarationGroupOperation group => group.Declarations.Any(declaration => declaration.Declarators.Any(Declares)),
        IVariableDeclarationOperation declaration => declaration.Declarators.Any(Declares),
        IUsingDeclarationOperation declaration => Runs(declaration.DeclarationGroup),
        ISimpleAssignmentOperation assignment => Runs(assignment.Value),
        IConversionOperation conversion => Runs(conversion.Operand),
        IUnaryOperation unary => Runs(unary.Operand),
        IUsingOperation use => Runs(use.Resources) || Runs(use.Body),
        ILockOperation locked => Runs(locked.Body),
        IBlockOperation block => !block.Operations.Any(inner => inner is ILabeledOperation or IBranchOperation) && block.Operations.Any(Runs),
        ITryOperation attempt => (attempt.Catches.IsEmpty && Runs(attempt.Body)) || Runs(attempt.Finally),
        IConditionalOperation { WhenFalse: { } other } choice => Runs(choice.Condition) || (Runs(choice.WhenTrue) && Runs(other)),
        IConditionalOperation choice => Runs(choice.Condition),
        _ => false,
    };

    private static bool Declares(IVariableDeclaratorOperation declarator) => Runs(declarator.Initializer?.Value);

    /// <summary>A guard that returns no task, or whose task is waited for in place.</summary>
    private static bool IsSynchronousGuard(IInvocationOperation call)
    {
        if (IsGuard(call.TargetMethod))
        {
            return !IsTask(call.Type);
        }

        return call.TargetMethod.Name switch
        {
            "Wait" => IsGuardCall(call.Instance),
            "GetResult" => call.Instance is IInvocationOperation { TargetMethod.Name: "GetAwaiter" } awaiter && IsGuardCall(awaiter.Instance),
            _ => false,
        };
    }

    /// <summary>Whether an awaited operation is a guard's task, configured or not.</summary>
    private static bool IsGuardCall(IOperation? operation) => operation switch
    {
        IConversionOperation conversion => IsGuardCall(conversion.Operand),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" } call => IsGuardCall(call.Instance),
        IInvocationOperation call => IsGuard(call.TargetMethod),
        _ => false,
    };

    private static bool IsTask(ITypeSymbol? type) => type is { Name: "Task" or "ValueTask", ContainingNamespace.Name: "Tasks" };

    private static bool IsGuard(IMethodSymbol method) =>
        (string.Equals(method.Name, "EnsureAsync", StringComparison.Ordinal)
            && string.Equals(method.ContainingType?.ToDisplayString(), "Sandbox.Rehearsal.Guards.CloneGuard", StringComparison.Ordinal))
        || method.GetAttributes().Any(attribute => string.Equals(attribute.AttributeClass?.Name, "CloneGuardAttribute", StringComparison.Ordinal));
}
