using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Semantics;

namespace Sandbox.Analyzers;

/// <summary>Finds folders that are removed with all that is in them, and whose path is put together when the program runs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FolderTeardownAnalyzer : DiagnosticAnalyzer
{
    private const string Message = "which folder this removes with all that is in it is known only when it runs: write the path out, or remove one that the program has had made (Directory.CreateTempSubdirectory)";

    /// <summary>What gives a folder that nobody else has.</summary>
    private static readonly ImmutableHashSet<string> Makers =
        ImmutableHashSet.Create(StringComparer.Ordinal, "CreateTempSubdirectory", "GetTempPath", "GetTempFileName", "GetRandomFileName", "NewGuid", "CreateVersion7", "GetHexString");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.WildcardTeardown);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var types = new[] { "System.IO.Directory", "System.IO.DirectoryInfo" }.Select(start.Compilation.GetTypeByMetadataName).OfType<INamedTypeSymbol>().ToImmutableArray();
            if (types.Length > 0)
            {
                start.RegisterOperationAction(call => Analyze(call, types), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, ImmutableArray<INamedTypeSymbol> types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is { Name: "Delete", ContainingType: { } type } && types.Contains(type, SymbolEqualityComparer.Default)
            && call.Arguments.Any(static argument => argument is { Parameter.Name: "recursive", Value.ConstantValue: { HasValue: true, Value: true } })
            && PathOf(call, context.CancellationToken) is { } path && IsComputed(path, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.WildcardTeardown, call.Syntax.GetLocation(), Message));
        }
    }

    /// <summary>The path of the folder, as far as it is seen.</summary>
    private static IOperation? PathOf(IInvocationOperation call, CancellationToken cancellationToken) =>
        call.Instance is not { } folder ? call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name is "path")?.Value
            : ValueOf(folder, cancellationToken) is IObjectCreationOperation { Arguments: { Length: 1 } arguments } ? arguments[0].Value
            : null;

    private static bool IsComputed(IOperation path, CancellationToken cancellationToken)
    {
        var whole = ValueOf(path, cancellationToken);
        var parts = PartsOf(whole).ToList();
        return (parts.Count != 1 || parts[0] != whole) && parts.Exists(static part => !part.ConstantValue.HasValue) && !parts.Exists(part => IsOwn(part, cancellationToken));
    }

    /// <summary>What a path is put together of; itself where it is not.</summary>
    private static IEnumerable<IOperation> PartsOf(IOperation operation) => Variables.Unwrap(operation) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => PartsOf(sum.LeftOperand).Concat(PartsOf(sum.RightOperand)),
        IInterpolatedStringOperation text => text.Parts.OfType<IInterpolationOperation>().SelectMany(static part => PartsOf(part.Expression)),
        IInvocationOperation { TargetMethod: { Name: "Combine" or "Join", ContainingType.Name: "Path" } or { Name: "Concat" or "Format", ContainingType.SpecialType: SpecialType.System_String } } call
            => call.Arguments.SelectMany(static argument => Elements.Of(argument.Value)?.SelectMany(PartsOf) ?? PartsOf(argument.Value)),
        var part => [part],
    };

    /// <summary>A part leads to a folder that the program has had made: it says so, or the variable, field or property that it names.</summary>
    private static bool IsOwn(IOperation part, CancellationToken cancellationToken) =>
        Names(part.Syntax) || part.DescendantsAndSelf().Select(SymbolOf).OfType<ISymbol>()
            .SelectMany(static symbol => symbol.DeclaringSyntaxReferences)
            .Any(declaration => Names(declaration.GetSyntax(cancellationToken)));

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => member.Member,
        _ => null,
    };

    private static bool Names(SyntaxNode node) => node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(static name => Makers.Contains(name.Identifier.ValueText));

    private static IOperation ValueOf(IOperation operation, CancellationToken cancellationToken)
    {
        var value = Variables.Unwrap(operation);
        return value is ILocalReferenceOperation local && Variables.ValueOf(local, local.SemanticModel, cancellationToken) is { } origin ? Variables.Unwrap(origin) : value;
    }
}
