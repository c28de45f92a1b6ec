using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Semantics;

namespace Sandbox.Analyzers.Sinks;

/// <summary>Which parameters and properties take SQL; every member is asked once per compilation.</summary>
internal sealed class SqlSinks(AdoTypes types)
{
    private const string StringSyntax = "System.Diagnostics.CodeAnalysis.StringSyntaxAttribute";

    /// <summary>The types of libraries whose parameter <c>sql</c> is no guess.</summary>
    private static readonly ImmutableHashSet<string> Libraries = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "Dapper.SqlMapper",
        "Dapper.SqlMapper.GridReader",
        "Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions",
        "Microsoft.EntityFrameworkCore.RelationalQueryableExtensions",
        "Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder",
        "Microsoft.EntityFrameworkCore.RelationalEntityTypeBuilderExtensions");

    private readonly ConcurrentDictionary<IMethodSymbol, SqlParameter> _methods = new(SymbolEqualityComparer.Default);

    /// <summary>The SQL that a creation, a call or an assignment is given; null where none is.</summary>
    /// <param name="sink">The operation.</param>
    /// <param name="configured">The members that the project names.</param>
    public SqlUse? Of(IOperation sink, IReadOnlyList<string> configured) => sink switch
    {
        IObjectCreationOperation creation when Of(creation.Constructor, creation.Arguments, configured) is { } use => use with { IsPart = IsAddedToLater(creation) },
        IInvocationOperation call when Of(call.TargetMethod, call.Arguments, configured) is { } use => use with { IsPart = IsAddedToLater(call) },
        IAssignmentOperation { Target: IMemberReferenceOperation target } assignment when IsSql(target.Member, target.Instance?.Type, configured) => new SqlUse(assignment.Value) { IsPart = IsAddedTo(assignment) },
        _ => null,
    };

    /// <summary>The argument of a call that is SQL; null where none is.</summary>
    /// <param name="method">The method or constructor.</param>
    /// <param name="arguments">The call's arguments.</param>
    /// <param name="configured">The members that the project names.</param>
    private SqlUse? Of(IMethodSymbol? method, ImmutableArray<IArgumentOperation> arguments, IReadOnlyList<string> configured)
    {
        if (method is null || method.Parameters.IsEmpty)
        {
            return null;
        }

        var parameter = _methods.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, Find);
        if (parameter.Ordinal < 0)
        {
            parameter = Configured(method, configured);
        }

        var shift = method.ReducedFrom is null ? 0 : 1;
        foreach (var argument in arguments)
        {
            if (parameter.Ordinal >= 0 && argument.Parameter?.Ordinal + shift == parameter.Ordinal
                && !arguments.Any(static other => AdoTypes.IsForeign(Variables.Unwrap(other.Value).Type)))
            {
                return new SqlUse(argument.Value)
                {
                    IsWeak = parameter.IsWeak,
                    HoldsParameters = parameter.HoldsParameters,
                    InTransaction = IsMigration(method) && !arguments.Any(static other => other is { Parameter.Name: "suppressTransaction", Value.ConstantValue: { HasValue: true, Value: true } }),
                };
            }
        }

        return null;
    }

    /// <summary>Whether what is assigned to a property, or a field, is SQL.</summary>
    public bool IsSql(ISymbol member, ITypeSymbol? receiver, IReadOnlyList<string> configured) =>
        HasSqlSyntax(member)
        || (string.Equals(member.Name, "CommandText", StringComparison.Ordinal) && !AdoTypes.IsForeign(receiver) && (types.IsCommand(member.ContainingType) || types.IsCommand(receiver)))
        || (configured.Count > 0 && configured.Contains(member.ContainingType?.ToDisplayString() + "." + member.Name, StringComparer.Ordinal));

    /// <summary>Whether the member that an assignment is to is added to somewhere in the same body.</summary>
    private static bool IsAddedTo(IAssignmentOperation assignment) =>
        assignment is ICompoundAssignmentOperation || Additions(assignment.Syntax).Any(target => target.IsEquivalentTo(assignment.Target.Syntax));

    /// <summary>Whether the text of a command that a variable holds from its creation on is added to in the same body.</summary>
    private static bool IsAddedToLater(IOperation creation) =>
        creation.Syntax.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name } }
        && Additions(creation.Syntax).Any(target => target is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CommandText", Expression: IdentifierNameSyntax command } && string.Equals(command.Identifier.ValueText, name, StringComparison.Ordinal));

    /// <summary>What is added to by <c>+=</c> in the body that a node stands in.</summary>
    private static IEnumerable<ExpressionSyntax> Additions(SyntaxNode node)
    {
        SyntaxNode? body = node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        body = body is GlobalStatementSyntax ? body.Parent : body;
        return body?.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(static assignment => assignment.IsKind(SyntaxKind.AddAssignmentExpression)).Select(static assignment => assignment.Left) ?? [];
    }

    private static bool IsMigration(IMethodSymbol method) => method is { Name: "Sql", ContainingType.Name: "MigrationBuilder" };

    private static SqlParameter Configured(IMethodSymbol method, IReadOnlyList<string> configured)
    {
        if (configured.Count == 0)
        {
            return SqlParameter.None;
        }

        var name = method.ContainingType?.ToDisplayString() + "." + method.Name;
        foreach (var entry in configured)
        {
            var open = entry.IndexOf('(');
            if (string.Equals(open < 0 ? entry : entry.Substring(0, open), name, StringComparison.Ordinal))
            {
                var wanted = open < 0 ? null : entry.Substring(open + 1).TrimEnd(')', ' ').Trim();
                var parameter = method.Parameters.FirstOrDefault(parameter => wanted is null ? IsText(parameter.Type) : string.Equals(parameter.Name, wanted, StringComparison.Ordinal));
                return parameter is null ? SqlParameter.None : new SqlParameter(parameter.Ordinal + (method.ReducedFrom is null ? 0 : 1), IsWeak: false, IsFormattable(parameter.Type));
            }
        }

        return SqlParameter.None;
    }

    private SqlParameter Find(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (HasSqlSyntax(parameter) || (IsText(parameter.Type) && IsSqlByName(method, parameter)))
            {
                var isGuess = string.Equals(parameter.Name, "sql", StringComparison.Ordinal) && !HasSqlSyntax(parameter)
                    && !Libraries.Contains(method.ContainingType?.ToDisplayString() ?? string.Empty);
                return new SqlParameter(parameter.Ordinal, isGuess, IsFormattable(parameter.Type));
            }
        }

        return SqlParameter.None;
    }

    private bool IsSqlByName(IMethodSymbol method, IParameterSymbol parameter)
    {
        switch (parameter.Name)
        {
            case "sql":
                return true;
            case "commandText" or "cmdText":
                return method.MethodKind == MethodKind.Constructor
                    ? types.IsCommand(method.ContainingType) || string.Equals(method.ContainingType.ToDisplayString(), "Dapper.CommandDefinition", StringComparison.Ordinal)
                    : types.IsDataSource(method.ContainingType);
            case "selectCommandText":
                return method.MethodKind == MethodKind.Constructor && types.IsAdapter(method.ContainingType);
            case "statement":
                return types.IsSession(method.ContainingType);
            default:
                return false;
        }
    }

    private static bool IsFormattable(ITypeSymbol type) => string.Equals(type.Name, "FormattableString", StringComparison.Ordinal);

    private static bool IsText(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String || IsFormattable(type)
        || (type is INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [{ SpecialType: SpecialType.System_Byte or SpecialType.System_Char }] });

    private static bool HasSqlSyntax(ISymbol symbol)
    {
        // To read the attributes of every parameter that anything is given would cost more than all else.
        var type = symbol switch { IParameterSymbol parameter => parameter.Type, IPropertySymbol property => property.Type, IFieldSymbol field => field.Type, _ => null };
        if (type is not { SpecialType: SpecialType.None or SpecialType.System_String or SpecialType.System_Object, TypeKind: not (TypeKind.Enum or TypeKind.Delegate) })
        {
            return false;
        }

        foreach (var attribute in symbol.GetAttributes())
        {
            // An argument that is an array has no single value, and throws when it is asked for one.
            if (string.Equals(attribute.AttributeClass?.ToDisplayString(), StringSyntax, StringComparison.Ordinal)
                && attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string syntax }, ..])
            {
                return LanguageComment.IsSql(syntax);
            }
        }

        return false;
    }
}
