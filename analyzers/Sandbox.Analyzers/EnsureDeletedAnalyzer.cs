using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Configuration;
using Sandbox.Analyzers.Guards;
using Sandbox.Analyzers.Sinks;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers;

/// <summary>Finds EF Core's <c>EnsureDeleted</c>: it drops whatever database the connection string happens to name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EnsureDeletedAnalyzer : DiagnosticAnalyzer
{
    private const string Message = "EnsureDeleted drops whatever database the context is connected to: drop a sandbox by its exact name, or call CloneGuard.EnsureAsync first";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.WildcardTeardown);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var facade = start.Compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade");
            var creator = start.Compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.Storage.IDatabaseCreator");
            if ((facade is not null || creator is not null) && AdoTypes.Find(start.Compilation) is { } types)
            {
                var settings = new ProjectSettings(start.Options, start.CancellationToken);
                start.RegisterOperationAction(call => Analyze(call, facade, creator, types, settings), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, INamedTypeSymbol? facade, INamedTypeSymbol? creator, AdoTypes types, ProjectSettings settings)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is not ("EnsureDeleted" or "EnsureDeletedAsync"))
        {
            return;
        }

        var type = call.TargetMethod.ContainingType;
        if ((AdoTypes.Derives(type, facade) || AdoTypes.Derives(type, creator)) 
            && GuardAnalysis.Judge(call, settings.GuardsOf(call.Syntax.SyntaxTree, RuleRegistry.WildcardTeardown), types, context.CancellationToken) != GuardVerdict.Guarded)
        {
            var name = call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } ? member.Name : call.Syntax;
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.WildcardTeardown, name.GetLocation(), Message));
        }
    }
}
