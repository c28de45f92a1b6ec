using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Semantics;
using Sandbox.Analyzers.Sinks;

namespace Sandbox.Analyzers.Guards;

/// <summary>
/// Judges what stands before a statement. A lambda begins with what held where it was made, a local function with what held at each of
/// its uses, anything else with nothing.
/// </summary>
internal sealed class GuardAnalysis
{
    private readonly GuardMethods _guards;
    private readonly Connections _connections;
    private readonly GuardSteps _steps;
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<IOperation, GuardFlow?> _flows = [];
    private readonly HashSet<ISymbol> _open = new(SymbolEqualityComparer.Default);

    private GuardAnalysis(GuardMethods guards, AdoTypes types, SemanticModel model, CancellationToken cancellationToken)
    {
        _guards = guards;
        _connections = new Connections(types, model, cancellationToken);
        _steps = new GuardSteps(guards, _connections, model, cancellationToken);
        _model = model;
        _cancellationToken = cancellationToken;
    }

    /// <summary>What stands before the statement that a sink is given.</summary>
    public static GuardVerdict Judge(IOperation sink, GuardMethods guards, AdoTypes types, CancellationToken cancellationToken)
    {
        if (sink.SemanticModel is not { } model || !Variables.RootOf(sink).Descendants().Any(operation => operation is IInvocationOperation call && guards.IsGuard(call.TargetMethod)))
        {
            return GuardVerdict.None;
        }

        return new GuardAnalysis(guards, types, model, cancellationToken).Judge(sink);
    }

    private GuardVerdict Judge(IOperation sink)
    {
        ImmutableHashSet<Connection>? held = null;
        foreach (var point in ExecutionPoints.Of(sink, _guards))
        {
            held = GuardFlow.Meet(held, Before(point));
        }

        var target = _connections.OfStatement(sink);
        return held is null || held.Any(connection => connection.MayBe(target)) ? GuardVerdict.Guarded
            : held.IsEmpty ? GuardVerdict.None
            : GuardVerdict.Elsewhere;
    }

    private ImmutableHashSet<Connection>? Before(IOperation operation)
    {
        var body = BodyOf(operation);
        return body is ILocalFunctionOperation function && _open.Contains(function.Symbol) ? null : FlowOf(body) is { } flow ? flow.Before(operation) : ImmutableHashSet<Connection>.Empty;
    }

    /// <summary>The lambda, the local function or the member that an operation runs in.</summary>
    private static IOperation BodyOf(IOperation operation)
    {
        var body = operation;
        while (body.Parent is { } parent)
        {
            body = parent;
            if (body is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                break;
            }
        }

        return body;
    }

    private GuardFlow? FlowOf(IOperation body)
    {
        if (!_flows.TryGetValue(body, out var flow))
        {
            flow = Graph(body) is { } graph ? new GuardFlow(graph, _steps, Entry(body), _cancellationToken) : null;
            _flows[body] = flow;
        }

        return flow;
    }

    private ImmutableHashSet<Connection>? Entry(IOperation body)
    {
        switch (body)
        {
            case IAnonymousFunctionOperation lambda:
                return FlowOf(BodyOf(lambda)) is { } outer && outer.Find(lambda) is { } made ? outer.Before(made) : ImmutableHashSet<Connection>.Empty;
            case ILocalFunctionOperation function:
                return AtEachUse(function);
            default:
                return ImmutableHashSet<Connection>.Empty;
        }
    }

    private ImmutableHashSet<Connection>? AtEachUse(ILocalFunctionOperation function)
    {
        ImmutableHashSet<Connection>? entry = null;
        var isUsed = false;
        _open.Add(function.Symbol);
        foreach (var use in Variables.RootOf(function).Descendants())
        {
            if (IsUse(use, function.Symbol))
            {
                isUsed = true;
                entry = GuardFlow.Meet(entry, Before(use));
            }
        }

        _open.Remove(function.Symbol);
        return isUsed ? entry : ImmutableHashSet<Connection>.Empty;
    }

    private static bool IsUse(IOperation operation, IMethodSymbol function) => operation switch
    {
        IInvocationOperation call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, function.OriginalDefinition),
        IMethodReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Method.OriginalDefinition, function.OriginalDefinition),
        _ => false,
    };

    private ControlFlowGraph? Graph(IOperation body) => body switch
    {
        IMethodBodyOperation method => ControlFlowGraph.Create(method, _cancellationToken),
        IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, _cancellationToken),
        IFieldInitializerOperation field => ControlFlowGraph.Create(field, _cancellationToken),
        IPropertyInitializerOperation property => ControlFlowGraph.Create(property, _cancellationToken),
        IParameterInitializerOperation parameter => ControlFlowGraph.Create(parameter, _cancellationToken),
        IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, _cancellationToken),
        ILocalFunctionOperation function => FlowOf(BodyOf(function))?.Graph.GetLocalFunctionControlFlowGraph(function.Symbol, _cancellationToken),
        IAnonymousFunctionOperation lambda => FlowOf(BodyOf(lambda)) is { } outer && outer.Find(lambda) is { } made ? outer.Graph.GetAnonymousFunctionControlFlowGraph(made, _cancellationToken) : null,
        _ => null,
    };
}
