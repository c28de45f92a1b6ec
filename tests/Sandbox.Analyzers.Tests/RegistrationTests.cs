using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sandbox.Analyzers.Tests;

/// <summary>What an analyzer tells the compiler about itself before anything is analyzed.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RegistrationTests
{
    private static IEnumerable<Type> Analyzers => typeof(SqlLiteralAnalyzer).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract);

    [TestCaseSource(nameof(Analyzers))]
    public void It_runs_beside_others_leaves_generated_code_alone_and_resolves_types_once_a_compilation(Type analyzer)
    {
        var context = new Recording();

        ((DiagnosticAnalyzer)Activator.CreateInstance(analyzer)!).Initialize(context);

        context.IsConcurrent.ShouldBeTrue();
        context.GeneratedCode.ShouldBe(GeneratedCodeAnalysisFlags.None);
        context.Registered.ShouldBe([nameof(AnalysisContext.RegisterCompilationStartAction)]);
    }

    private sealed class Recording : AnalysisContext
    {
        public bool IsConcurrent { get; private set; }

        public GeneratedCodeAnalysisFlags? GeneratedCode { get; private set; }

        public List<string> Registered { get; } = [];

        public override void EnableConcurrentExecution() => IsConcurrent = true;

        public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags analysisMode) => GeneratedCode = analysisMode;

        public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action) => Registered.Add(nameof(RegisterCompilationStartAction));

        public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action) => Registered.Add(nameof(RegisterCompilationAction));

        public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action) => Registered.Add(nameof(RegisterAdditionalFileAction));

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => Registered.Add(nameof(RegisterSemanticModelAction));

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => Registered.Add(nameof(RegisterSymbolAction));

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => Registered.Add(nameof(RegisterCodeBlockStartAction));

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => Registered.Add(nameof(RegisterCodeBlockAction));

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => Registered.Add(nameof(RegisterSyntaxTreeAction));

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) => Registered.Add(nameof(RegisterSyntaxNodeAction));

        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds) => Registered.Add(nameof(RegisterOperationAction));

        public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action) => Registered.Add(nameof(RegisterOperationBlockAction));

        public override void RegisterOperationBlockStartAction(Action<OperationBlockStartAnalysisContext> action) => Registered.Add(nameof(RegisterOperationBlockStartAction));
    }
}
