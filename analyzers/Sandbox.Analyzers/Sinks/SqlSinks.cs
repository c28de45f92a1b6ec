using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sandbox.Analyzers.Sinks;

/// <summary>Which parameters and properties take SQL; every member is asked once per compilation.</summary>
internal sealed class SqlSinks(AdoTypes types)
{
    private const string StringSyntax = "System.Diagnostics.CodeAnalysis.StringSyntaxAttribute";
    private readonly ConcurrentDictionary<IMethodSymbol, int> _methods = new(SymbolEqualityComparer.Default);

    /// <summary>The argument of a call that is SQL; null where none is.</summary>
    public IOperation? ArgumentOf(IMethodSymbol? method, IEnumerable<IArgumentOperation> arguments)
    {
        if (method is null || method.Parameters.IsEmpty)
        {
            return null;
        }

        var ordinal = _methods.GetOrAdd(method.OriginalDefinition, SqlParameter);
        return ordinal < 0 ? null : arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;
    }

    /// <summary>Whether what is assigned to a property, or a field, is SQL.</summary>
    public bool IsSql(ISymbol member, ITypeSymbol? receiver) =>
        HasSqlSyntax(member)
        || (string.Equals(member.Name, "CommandText", StringComparison.Ordinal) && (types.IsCommand(member.ContainingType) || types.IsCommand(receiver)));

    private int SqlParameter(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (HasSqlSyntax(parameter) || (IsText(parameter.Type) && IsSqlByName(method, parameter)))
            {
                return parameter.Ordinal;
            }
        }

        return -1;
    }

    private bool IsSqlByName(IMethodSymbol method, IParameterSymbol parameter)
    {
        switch (parameter.Name)
        {
            // Dapper, EF Core's raw SQL and migrations, and whoever else says so. Weak, but the rules only speak of statements that begin like one.
            case "sql":
                return true;
            case "commandText" or "cmdText":
                return method.MethodKind == MethodKind.Constructor
                    ? types.IsCommand(method.ContainingType) || string.Equals(method.ContainingType.ToDisplayString(), "Dapper.CommandDefinition", StringComparison.Ordinal)
                    : types.IsDataSource(method.ContainingType);
            case "statement":
                return types.IsSession(method.ContainingType);
            default:
                return false;
        }
    }

    private static bool IsText(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String || string.Equals(type.Name, "FormattableString", StringComparison.Ordinal)
        || (type is INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [{ SpecialType: SpecialType.System_Byte or SpecialType.System_Char }] });

    private static bool HasSqlSyntax(ISymbol symbol)
    {
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
