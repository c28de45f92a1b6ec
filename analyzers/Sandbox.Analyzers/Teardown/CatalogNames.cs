using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Literals;
using Sandbox.Analyzers.Semantics;
using Sandbox.Analyzers.Sinks;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Teardown;

/// <summary>
/// Whether what a text is put together from was read out of a catalog by a pattern, or whole: through loops, readers, lists and lambdas
/// of the same body.
/// </summary>
internal sealed class CatalogNames(SqlSinks sinks, IReadOnlyList<string> configured, CancellationToken cancellationToken)
{
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);

    public bool AreIn(IOperation value) => value.DescendantsAndSelf().Any(part => part switch
    {
        ILocalReferenceOperation local => AreIn(local.Local, Variables.RootOf(value)),
        IParameterReferenceOperation parameter => AreIn(parameter.Parameter, Variables.RootOf(value)),
        IObjectCreationOperation or IInvocationOperation => IsWildcard(part),
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
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: ILocalReferenceOperation command } } assignment => Is(command.Local, name) && IsWildcard(assignment),
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

    private bool IsWildcard(IOperation sink) => sinks.Of(sink, configured) is { } use
        && TextReading.Read(use.Text, cancellationToken, use.HoldsParameters).Any(static read => CatalogQuery.IsWildcard(SqlTokens.Lex(read.Text)));

    private static bool Is(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
