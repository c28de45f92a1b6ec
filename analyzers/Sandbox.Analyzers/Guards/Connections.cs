using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Semantics;
using Sandbox.Analyzers.Sinks;

namespace Sandbox.Analyzers.Guards;

/// <summary>Follows expressions to the connection that they lead to: through aliases, commands, sessions and what hands a connection out again.</summary>
internal sealed class Connections(AdoTypes types, SemanticModel? model, CancellationToken cancellationToken)
{
    private const int Farthest = 16;

    /// <summary>The connection that a statement runs on; null where it cannot be told.</summary>
    /// <param name="sink">Where SQL goes: a creation, a call or an assignment.</param>
    public Connection? OfStatement(IOperation sink) => sink switch
    {
        IObjectCreationOperation creation => OfCreation(creation, 0) ?? OfVariable(creation),
        IInvocationOperation call => OfArguments(call.Arguments, 0) ?? Of(call.Instance, 0),
        IAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation }, Parent.Parent: IObjectCreationOperation creation } => OfStatement(creation),
        IAssignmentOperation { Target: IMemberReferenceOperation target } => Of(target.Instance, 0),
        _ => null,
    };

    /// <summary>The connections that a guard is called with; <see cref="Connection.Any"/> where it names none.</summary>
    public ImmutableArray<Connection> OfGuard(IInvocationOperation call)
    {
        var named = call.Arguments.Select(static argument => argument.Value).Prepend(call.Instance).OfType<IOperation>()
            .Where(value => IsConnected(Variables.Unwrap(value).Type))
            .Select(value => Of(value, 0) ?? Connection.Any)
            .ToImmutableArray();
        return named.IsEmpty ? ImmutableArray.Create(Connection.Any) : named;
    }

    /// <summary>The connection of a variable, a field or a parameter.</summary>
    public Connection? Of(IOperation? expression) => Of(expression, 0);

    private bool IsConnected(ITypeSymbol? type) => types.IsConnection(type) || types.IsCommand(type);

    private Connection? Of(IOperation? expression, int distance)
    {
        if (expression is null || distance > Farthest)
        {
            return null;
        }

        var operation = Variables.Unwrap(expression);
        return operation switch
        {
            IObjectCreationOperation creation => OfCreation(creation, distance + 1),
            IInvocationOperation { TargetMethod.Name: "CreateCommand" or "CreateBatch" or "GetDbConnection" } call => Of(call.Instance ?? call.Arguments.FirstOrDefault()?.Value, distance + 1),
            IPropertyReferenceOperation { Property.Name: "Connection" or "DbConnection", Instance: { } command } when types.IsCommand(Variables.Unwrap(command).Type) => Of(command, distance + 1),
            ILocalReferenceOperation local when Origin(local, distance) is { } origin => origin,
            _ => PathOf(operation, distance) is { } path && IsConnected(operation.Type) ? path with { IsOfCommand = types.IsCommand(operation.Type) } : null,
        };
    }

    /// <summary>What a local's only value leads to, unless that opens a connection of its own.</summary>
    private Connection? Origin(ILocalReferenceOperation local, int distance)
    {
        if (Variables.ValueOf(local, model, cancellationToken) is { } value && Of(value, distance + 1) is { } origin)
        {
            return origin;
        }

        return types.IsCommand(local.Type) ? AssignedTo(local, distance) : null;
    }

    private Connection? OfCreation(IObjectCreationOperation creation, int distance)
    {
        if (OfArguments(creation.Arguments, distance) is { } given)
        {
            return given;
        }

        foreach (var assignment in (creation.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty).OfType<ISimpleAssignmentOperation>())
        {
            if (assignment.Target is IPropertyReferenceOperation { Property.Name: "Connection" or "DbConnection" })
            {
                return Of(assignment.Value, distance + 1);
            }
        }

        return null;
    }

    private Connection? OfArguments(ImmutableArray<IArgumentOperation> arguments, int distance)
    {
        foreach (var argument in arguments)
        {
            if (types.IsConnection(Variables.Unwrap(argument.Value).Type) && Of(argument.Value, distance + 1) is { } connection)
            {
                return connection;
            }
        }

        return null;
    }

    /// <summary>The connection that is assigned later to a command that was created without one.</summary>
    private Connection? OfVariable(IObjectCreationOperation creation)
    {
        for (var parent = creation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IVariableDeclaratorOperation { Symbol: { } local })
            {
                return AssignedTo(creation, local, 0);
            }
        }

        return null;
    }

    private Connection? AssignedTo(ILocalReferenceOperation local, int distance) => AssignedTo(local, local.Local, distance);

    private Connection? AssignedTo(IOperation within, ILocalSymbol local, int distance)
    {
        foreach (var assignment in Variables.RootOf(within).Descendants().OfType<ISimpleAssignmentOperation>())
        {
            if (assignment.Target is IPropertyReferenceOperation { Property.Name: "Connection" or "DbConnection", Instance: ILocalReferenceOperation command }
                && SymbolEqualityComparer.Default.Equals(command.Local, local))
            {
                return Of(assignment.Value, distance + 1);
            }
        }

        return null;
    }

    private Connection? PathOf(IOperation expression, int distance)
    {
        if (distance > Farthest)
        {
            return null;
        }

        switch (Variables.Unwrap(expression))
        {
            case ILocalReferenceOperation local:
                return Variables.ValueOf(local, model, cancellationToken) is { } value && PathOf(value, distance + 1) is { } alias ? alias : new Connection(local.Local, string.Empty);
            case IParameterReferenceOperation parameter:
                return new Connection(parameter.Parameter, string.Empty);
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol, Instance: null or IInstanceReferenceOperation } member:
                return new Connection(member.Member, string.Empty);
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol, Instance: { } instance } member:
                return PathOf(instance, distance + 1) is { } path ? path with { Path = path.Path + "." + member.Member.Name } : null;
            default:
                return null;
        }
    }
}
