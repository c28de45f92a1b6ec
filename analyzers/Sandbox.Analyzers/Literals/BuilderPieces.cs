using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Semantics;

namespace Sandbox.Analyzers.Literals;

/// <summary>What a <c>StringBuilder</c> holds that is filled in one go: one statement after the other in the block that declares it, or in one chain.</summary>
internal static class BuilderPieces
{
    /// <summary>The texts that were appended, in order; null where the way to <c>ToString</c> is not plain.</summary>
    /// <param name="text">The call of <c>ToString</c>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static List<(IOperation? Text, bool EndsLine)>? Of(IInvocationOperation text, CancellationToken cancellationToken)
    {
        var pieces = new List<(IOperation? Text, bool EndsLine)>();
        return TakeChain(text.Instance, pieces, cancellationToken) ? pieces : null;
    }

    private static bool TakeChain(IOperation? chain, List<(IOperation? Text, bool EndsLine)> pieces, CancellationToken cancellationToken)
    {
        var calls = CallsOf(chain, out var start);
        var isKnown = start switch
        {
            IObjectCreationOperation { Type.Name: "StringBuilder" } creation => TakeArguments(creation.Arguments, pieces),
            ILocalReferenceOperation { Type.Name: "StringBuilder" } local => TakeStatements(local, pieces, cancellationToken),
            _ => false,
        };
        TakeCalls(calls, pieces);
        return isKnown;
    }

    /// <summary>The calls of a chain, the first one on top, and what they are called on.</summary>
    private static Stack<IInvocationOperation> CallsOf(IOperation? chain, out IOperation? start)
    {
        var calls = new Stack<IInvocationOperation>();
        start = chain;
        while (start is IInvocationOperation { TargetMethod: { Name: "Append" or "AppendLine", ContainingType.Name: "StringBuilder" }, Arguments.Length: <= 1 } call)
        {
            calls.Push(call);
            start = call.Instance;
        }

        return calls;
    }

    private static void TakeCalls(Stack<IInvocationOperation> calls, List<(IOperation? Text, bool EndsLine)> pieces)
    {
        foreach (var call in calls)
        {
            pieces.Add((call.Arguments.FirstOrDefault()?.Value, string.Equals(call.TargetMethod.Name, "AppendLine", StringComparison.Ordinal)));
        }
    }

    private static bool TakeArguments(IEnumerable<IArgumentOperation> arguments, List<(IOperation? Text, bool EndsLine)> pieces)
    {
        pieces.AddRange(arguments.Where(static argument => argument.Parameter?.Name is "value").Select(static argument => ((IOperation?)argument.Value, false)));
        return true;
    }

    private static bool TakeStatements(ILocalReferenceOperation builder, List<(IOperation? Text, bool EndsLine)> pieces, CancellationToken cancellationToken)
    {
        if (Variables.ValueOf(builder, builder.SemanticModel, cancellationToken) is not { } value || BlockOf(value) is not { } block || !TakeChain(value, pieces, cancellationToken))
        {
            return false;
        }

        foreach (var statement in block.Operations)
        {
            if (statement.Syntax.Span.Contains(builder.Syntax.Span))
            {
                return statement.Descendants().Count(operation => IsThe(builder, operation)) == 1;
            }

            if (statement is IVariableDeclarationGroupOperation || !statement.Descendants().Any(operation => IsThe(builder, operation)))
            {
                continue;
            }

            var calls = CallsOf((statement as IExpressionStatementOperation)?.Operation, out var start);
            if (start is not ILocalReferenceOperation)
            {
                return false;
            }

            TakeCalls(calls, pieces);
        }

        return false;
    }

    private static bool IsThe(ILocalReferenceOperation builder, IOperation operation) =>
        operation is ILocalReferenceOperation other && SymbolEqualityComparer.Default.Equals(other.Local, builder.Local);

    private static IBlockOperation? BlockOf(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is not (null or IBlockOperation))
        {
            parent = parent.Parent;
        }

        return parent as IBlockOperation;
    }
}
