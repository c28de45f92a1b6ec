using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Semantics;

namespace Sandbox.Analyzers.Guards;

/// <summary>Which calls are guards: <c>CloneGuard.EnsureAsync</c>, methods marked <c>[CloneGuard]</c>, and those that a project names in its configuration.</summary>
/// <param name="configured">Full names: namespace, type and method.</param>
internal sealed class GuardMethods(IReadOnlyList<string> configured)
{
    /// <summary>The bit of <c>ConfigureAwaitOptions</c> by which a wait ends without a word where the guard has raised.</summary>
    private const int SuppressThrowing = 2;

    /// <summary>Whether a method raises where the connection leads to no clone, and its caller hears of it.</summary>
    public bool IsGuard(IMethodSymbol method)
    {
        if (IsUnheard(method))
        {
            return false;
        }

        for (var current = method.ReducedFrom ?? method; current is not null; current = current.OverriddenMethod)
        {
            if (IsOurs(current) || IsMarked(current) || IsConfigured(current))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The guards whose end an awaited expression waits for.</summary>
    public IReadOnlyList<IInvocationOperation> AwaitedBy(IOperation? awaited, SemanticModel? model, CancellationToken cancellationToken)
    {
        var guards = new List<IInvocationOperation>();
        Collect(awaited, guards, new HashSet<ISymbol>(SymbolEqualityComparer.Default), model, cancellationToken);
        return guards;
    }

    /// <summary>The guards that a call has run to their end when it returns: one that returns no task, or whose task it waits for.</summary>
    public IReadOnlyList<IInvocationOperation> RunBy(IInvocationOperation call, SemanticModel? model, CancellationToken cancellationToken)
    {
        if (IsGuard(call.TargetMethod))
        {
            return IsTask(call.Type) ? [] : [call];
        }

        return call switch
        {
            { TargetMethod.Name: "Wait" } => AwaitedBy(call.Instance, model, cancellationToken),
            { TargetMethod.Name: "GetResult", Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter" } awaiter } => AwaitedBy(awaiter.Instance, model, cancellationToken),
            _ => [],
        };
    }

    /// <summary>Follows a variable once: one that is declared with itself leads nowhere.</summary>
    private void Collect(IOperation? awaited, List<IInvocationOperation> guards, HashSet<ISymbol> followed, SemanticModel? model, CancellationToken cancellationToken)
    {
        switch (awaited)
        {
            case IConversionOperation conversion:
                Collect(conversion.Operand, guards, followed, model, cancellationToken);
                break;
            case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } call when call.Arguments.Any(static argument => SuppressesThrowing(argument.Value)):
                break;
            case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "AsTask" } call:
                Collect(call.Instance, guards, followed, model, cancellationToken);
                break;
            case IInvocationOperation { TargetMethod: { Name: "WhenAll", ContainingType.Name: "Task" } } call:
                foreach (var task in call.Arguments.SelectMany(static argument => ElementsOf(argument.Value)))
                {
                    Collect(task, guards, followed, model, cancellationToken);
                }

                break;
            case IInvocationOperation call when IsGuard(call.TargetMethod):
                guards.Add(call);
                break;
            case ILocalReferenceOperation local when followed.Add(local.Local):
                Collect(Variables.ValueOf(local, model, cancellationToken), guards, followed, model, cancellationToken);
                break;
        }
    }

    private static bool SuppressesThrowing(IOperation options) =>
        options is { Type.Name: "ConfigureAwaitOptions", ConstantValue: { HasValue: true, Value: int flags } } && (flags & SuppressThrowing) != 0;

    /// <summary>A call that a build may leave out, one of which nothing runs until somebody enumerates it, or one that raises where nobody waits.</summary>
    private static bool IsUnheard(IMethodSymbol method) =>
        method is { IsAsync: true, ReturnsVoid: true }
        || method.ReturnType is { Name: "IEnumerable" or "IEnumerator" or "IAsyncEnumerable" or "IAsyncEnumerator" }
        || method.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: "ConditionalAttribute", ContainingNamespace.Name: "Diagnostics" });

    private static IEnumerable<IOperation> ElementsOf(IOperation value) => Elements.Of(value) ?? ImmutableArray.Create(Variables.Unwrap(value));

    private static bool IsTask(ITypeSymbol? type) => type is { Name: "Task" or "ValueTask", ContainingNamespace.Name: "Tasks" };

    private static bool IsOurs(IMethodSymbol method) =>
        string.Equals(method.Name, "EnsureAsync", StringComparison.Ordinal)
        && string.Equals(method.ContainingType?.ToDisplayString(), "Sandbox.Rehearsal.Guards.CloneGuard", StringComparison.Ordinal);

    private static bool IsMarked(IMethodSymbol method) =>
        method.GetAttributes().Any(static attribute => string.Equals(attribute.AttributeClass?.Name, "CloneGuardAttribute", StringComparison.Ordinal));

    private bool IsConfigured(IMethodSymbol method) =>
        configured.Count > 0 && configured.Contains(method.ContainingType?.ToDisplayString() + "." + method.Name, StringComparer.Ordinal);
}
