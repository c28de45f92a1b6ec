using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sandbox.Analyzers.Guards;

/// <summary>
/// Which guards have surely run before each block of a control flow graph. A forward analysis: what holds on all ways into a block holds
/// in it; a handler begins with what held at every moment of its try.
/// </summary>
/// <remarks>A state is the set of the connections that were looked at; null stands for a place that no way leads to.</remarks>
internal sealed class GuardFlow
{
    private readonly ControlFlowGraph _graph;
    private readonly GuardSteps _steps;
    private readonly ImmutableHashSet<Connection>?[] _before;

    /// <summary>Solves a graph.</summary>
    /// <param name="graph">The graph of one body.</param>
    /// <param name="steps">What single operations do.</param>
    /// <param name="entry">What holds where the body begins.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public GuardFlow(ControlFlowGraph graph, GuardSteps steps, ImmutableHashSet<Connection>? entry, CancellationToken cancellationToken)
    {
        _graph = graph;
        _steps = steps;
        _before = new ImmutableHashSet<Connection>?[graph.Blocks.Length];
        _before[0] = entry;

        // States only get weaker, so that this ends.
        while (Pass(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>What holds right before an operation of the original tree runs; what holds around it where the graph does not show it.</summary>
    public ImmutableHashSet<Connection>? Before(IOperation operation)
    {
        var around = ImmutableHashSet<Connection>.Empty;
        foreach (var block in _graph.Blocks)
        {
            var state = _before[block.Ordinal];
            foreach (var step in StepsOf(block))
            {
                if (step.Syntax.Span.Contains(operation.Syntax.SpanStart))
                {
                    // A graph may fold what is constant: then its surroundings speak for it.
                    around = around.IsEmpty && state is not null ? state : around;
                    foreach (var inner in GuardSteps.InOrder(step))
                    {
                        if (inner.Syntax == operation.Syntax && inner.Kind == operation.Kind)
                        {
                            return state;
                        }

                        state = _steps.After(inner, state);
                    }
                }
                else
                {
                    state = _steps.AfterAll(step, state);
                }
            }
        }

        return around;
    }

    /// <summary>The lambda's operation in this graph, and what holds where it is made; null where it is not here.</summary>
    public IFlowAnonymousFunctionOperation? Find(IAnonymousFunctionOperation lambda) =>
        _graph.Blocks.SelectMany(StepsOf).SelectMany(static step => step.DescendantsAndSelf())
            .OfType<IFlowAnonymousFunctionOperation>().FirstOrDefault(found => found.Syntax == lambda.Syntax);

    /// <summary>The graph.</summary>
    public ControlFlowGraph Graph => _graph;

    /// <summary>What holds on either of two ways. A guard that names no connection has looked at any, so also at the one that the other way's guard has named.</summary>
    public static ImmutableHashSet<Connection>? Meet(ImmutableHashSet<Connection>? one, ImmutableHashSet<Connection>? other)
    {
        if (one is null || other is null)
        {
            return one ?? other;
        }

        var both = one.Intersect(other);
        both = other.Contains(Connection.Any) ? both.Union(one) : both;
        return one.Contains(Connection.Any) ? both.Union(other) : both;
    }

    private static IEnumerable<IOperation> StepsOf(BasicBlock block) =>
        block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations;

    private bool Pass(CancellationToken cancellationToken)
    {
        var changed = false;
        foreach (var block in _graph.Blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_before[block.Ordinal] is not { } state)
            {
                continue;
            }

            var always = state;
            foreach (var step in StepsOf(block))
            {
                state = _steps.AfterAll(step, state)!;
                always = always.Intersect(state);
            }

            changed |= Throw(block, always);
            changed |= Go(block, block.FallThroughSuccessor, state) | Go(block, block.ConditionalSuccessor, state);
        }

        return changed;
    }

    /// <summary>Whatever a try does, its handlers begin with what held all along.</summary>
    private bool Throw(BasicBlock block, ImmutableHashSet<Connection> always)
    {
        var changed = false;
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } attempt })
            {
                foreach (var handler in attempt.NestedRegions)
                {
                    changed |= handler != region && Enter(handler.FirstBlockOrdinal, always);
                }
            }
        }

        return changed;
    }

    private bool Go(BasicBlock block, ControlFlowBranch? branch, ImmutableHashSet<Connection> state)
    {
        if (branch?.Destination is not { } destination)
        {
            return false;
        }

        if (block is { ConditionKind: not ControlFlowConditionKind.None, BranchValue: { } condition })
        {
            state = state.Union(_steps.Proven(condition, (block.ConditionKind == ControlFlowConditionKind.WhenTrue) == branch.IsConditionalSuccessor));
        }

        foreach (var region in branch.FinallyRegions)
        {
            if (EndOf(region) is not { } end)
            {
                return false;
            }

            state = state.Union(end).Except(end.Where(static connection => connection.IsReplaced).Select(static connection => connection with { IsReplaced = false }));
        }

        return Enter(destination.Ordinal, state);
    }

    /// <summary>What holds where a finally ends; null as long as no way has reached that.</summary>
    private ImmutableHashSet<Connection>? EndOf(ControlFlowRegion region)
    {
        ImmutableHashSet<Connection>? end = null;
        for (var i = Math.Max(0, region.FirstBlockOrdinal); i <= region.LastBlockOrdinal && i < _before.Length; i++)
        {
            if (_graph.Blocks[i].FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling && _before[i] is { } state)
            {
                foreach (var step in StepsOf(_graph.Blocks[i]))
                {
                    state = _steps.AfterAll(step, state)!;
                }

                end = Meet(end, state);
            }
        }

        return end;
    }

    private bool Enter(int ordinal, ImmutableHashSet<Connection> state)
    {
        if (ordinal < 0 || ordinal >= _before.Length)
        {
            // In what does not compile a handler may have no block.
            return false;
        }

        var before = _before[ordinal];
        var met = Meet(before, state)!;
        _before[ordinal] = met;
        return before is null || !before.SetEquals(met);
    }
}
