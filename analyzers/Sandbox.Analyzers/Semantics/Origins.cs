using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sandbox.Analyzers.Semantics;

/// <summary>Where a value comes from: through variables, loops, lists and lambdas of the same body. Each name is followed once.</summary>
/// <param name="isSource">Whether an operation is what is looked for.</param>
/// <param name="cancellationToken">Cancels.</param>
internal sealed class Origins(Func<IOperation, bool> isSource, CancellationToken cancellationToken)
{
    /// <summary>Names lead to names; of more than this nobody keeps track, and the stack is finite.</summary>
    private const int Most = 200;

    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a part of a value is, or comes from, what is looked for.</summary>
    public bool AreIn(IOperation value) => value.DescendantsAndSelf().Any(part => part switch
    {
        IObjectCreationOperation or IInvocationOperation => isSource(part),
        _ => SymbolOf(part) is { } name && AreIn(name, Variables.RootOf(value)),
    });

    private bool AreIn(ISymbol name, IOperation body)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _followed.Count < Most && _followed.Add(name) && body.Descendants().Any(operation => operation switch
        {
            IForEachLoopOperation loop => loop.Locals.Contains(name, SymbolEqualityComparer.Default) && AreIn(loop.Collection),
            IVariableDeclaratorOperation { Initializer.Value: { } value } declarator => Is(declarator.Symbol, name) && AreIn(value),
            ISimpleAssignmentOperation assignment when Is(SymbolOf(assignment.Target), name) => AreIn(assignment.Value),
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: { } filled } } assignment => Is(SymbolOf(filled), name) && isSource(assignment),
            IInvocationOperation { Instance: { } list, TargetMethod.Name: "Add" or "AddRange" or "Enqueue" or "Push" } call => Is(SymbolOf(list), name) && call.Arguments.Any(argument => AreIn(argument.Value)),
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

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Field.IsConst: false } field => field.Field,
        _ => null,
    };

    private static bool Is(ISymbol? one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
