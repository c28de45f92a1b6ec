using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sandbox.Analyzers.Semantics;

/// <summary>Where a value comes from: through variables, loops, lists and lambdas of the same body. Each name is followed once.</summary>
/// <param name="isSource">Whether an operation is what is looked for.</param>
/// <param name="cancellationToken">Cancels.</param>
internal sealed class Origins(Func<IOperation, bool> isSource, CancellationToken cancellationToken)
{
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a part of a value is, or comes from, what is looked for.</summary>
    public bool AreIn(IOperation value) => value.DescendantsAndSelf().Any(part => part switch
    {
        ILocalReferenceOperation local => AreIn(local.Local, Variables.RootOf(value)),
        IParameterReferenceOperation parameter => AreIn(parameter.Parameter, Variables.RootOf(value)),
        IObjectCreationOperation or IInvocationOperation => isSource(part),
        _ => false,
    });

    private bool AreIn(ISymbol name, IOperation body)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _followed.Add(name) && body.Descendants().Any(operation => operation switch
        {
            IForEachLoopOperation loop => loop.Locals.Contains(name, SymbolEqualityComparer.Default) && AreIn(loop.Collection),
            IVariableDeclaratorOperation { Initializer.Value: { } value } declarator => Is(declarator.Symbol, name) && AreIn(value),
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment => Is(target.Local, name) && AreIn(assignment.Value),
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: ILocalReferenceOperation filled } } assignment => Is(filled.Local, name) && isSource(assignment),
            IInvocationOperation { Instance: ILocalReferenceOperation list, TargetMethod.Name: "Add" or "AddRange" or "Enqueue" or "Push" } call => Is(list.Local, name) && call.Arguments.Any(argument => AreIn(argument.Value)),
            IAnonymousFunctionOperation lambda when lambda.Symbol.Parameters.Contains(name, SymbolEqualityComparer.Default) => CallOf(lambda) is { } call && AreIn(call.Instance ?? call.Arguments[0].Value),
            _ => false,
        });
    }

    /// <summary>The call that a lambda is handed to, as to <c>names.ForEach(...)</c>.</summary>
    private static IInvocationOperation? CallOf(IOperation lambda)
    {
        var parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IArgumentOperation)
        {
            parent = parent.Parent;
        }

        return parent as IInvocationOperation;
    }

    private static bool Is(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
