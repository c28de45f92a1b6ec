using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Teardown;

namespace Sandbox.Analyzers;

/// <summary>Finds folders that are removed with all that is in them, and whose path is put together when the program runs, or listed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FolderTeardownAnalyzer : DiagnosticAnalyzer
{
    private const string Message = "which folder this removes with all that is in it is known only when it runs: write the path out, or remove one that the program has had made (Directory.CreateTempSubdirectory)";

    private const string Listed = "what this removes is whatever a listing of folders returns: name exactly what goes, or keep it in a folder that the program has had made (Directory.CreateTempSubdirectory)";

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
        if (call.TargetMethod is not { Name: "Delete", ContainingType: { } type } || !types.Contains(type, SymbolEqualityComparer.Default)
            || !call.Arguments.Any(static argument => argument is { Parameter.Name: "recursive", Value.ConstantValue: { HasValue: true, Value: true } }))
        {
            return;
        }

        var paths = new FolderPaths(context.CancellationToken);
        var folder = call.Instance ?? call.Arguments.First(static argument => argument.Parameter?.Name is "path").Value;
        var path = call.Instance is null ? folder : paths.ValueOf(folder) is IObjectCreationOperation { Arguments: { Length: 1 } arguments } ? arguments[0].Value : null;
        if (path is not null && paths.IsComputed(path))
        {
            Report(context, Message);
        }
        else if (paths.IsListed(folder))
        {
            Report(context, Listed);
        }
    }

    private static void Report(OperationAnalysisContext context, string message) =>
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.WildcardTeardown, context.Operation.Syntax.GetLocation(), message));
}
