using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Sandbox.Analyzers.Configuration;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers;

/// <summary>Checks the project's <c>.sql</c> AdditionalFiles as psql scripts.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SqlFileAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var settings = new ProjectSettings(start.Options, start.CancellationToken);
            start.RegisterAdditionalFileAction(file => Analyze(file, settings.Scripts));
        });
    }

    private static void Analyze(AdditionalFileAnalysisContext context, IEnumerable<(RuleOptions Options, Func<Finding, bool> Judges)> scripts)
    {
        var file = context.AdditionalFile;
        if (!file.Path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) || file.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        var script = text.ToString();
        foreach (var finding in scripts.SelectMany(each => SqlRules.Analyze(script.AsSpan(), each.Options).Where(each.Judges)))
        {
            var span = TextSpan.FromBounds(finding.Start, finding.End);
            var location = Location.Create(file.Path, span, text.Lines.GetLinePositionSpan(span));
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(finding.Rule), location, finding.Message));
        }
    }
}
