using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Sandbox.Analyzers.Configuration;
using Sandbox.Analyzers.Literals;
using Sandbox.Analyzers.Policies;
using Sandbox.Analyzers.Sinks;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers;

/// <summary>Checks what connections are made of: connection strings, what their builders are given, the settings of test projects.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConnectionLiteralAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Descriptors.PasswordInLiteral, Descriptors.DeniedTarget, Descriptors.ProductionInTests);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("System.Data.Common.DbConnectionStringBuilder") is not { } builder)
            {
                return;
            }

            var isTest = TestProjects.IsOne(start.Compilation, start.Options);
            var rules = new ConnectionRules(new ProjectSettings(start.Options, start.CancellationToken).DeniedBy(isTest ? RuleRegistry.ProductionInTests : RuleRegistry.DeniedTarget), isTest);
            var process = start.Compilation.GetTypeByMetadataName("System.Diagnostics.ProcessStartInfo");
            start.RegisterOperationAction(literal => AnalyzeLiteral(literal, rules, builder, process, isTest), OperationKind.Literal, OperationKind.InterpolatedString);
            if (isTest)
            {
                start.RegisterAdditionalFileAction(file => AnalyzeFile(file, rules));
            }
        });
    }

    private static void AnalyzeLiteral(OperationAnalysisContext context, ConnectionRules rules, INamedTypeSymbol builder, INamedTypeSymbol? process, bool isTest)
    {
        var literal = context.Operation;
        if (literal.Type?.SpecialType != SpecialType.System_String || literal.Parent is IInterpolatedStringTextOperation || IsLookedFor(literal))
        {
            return;
        }

        var start = LiteralCharacters.Written(literal.Syntax).TrimStart('$', '@', '"', '\r', '\n', ' ', '\t');
        if (ConnectionRules.IsConnection(start))
        {
            if (!IsCommandLine(literal, process))
            {
                Report(context, TextReading.Read(Whole(literal), context.CancellationToken).SelectMany(read => rules.OfConnection(read.Text)));
            }
        }
        else if (KeyOf(literal, builder) is { } key)
        {
            Report(context, Read(context, literal).SelectMany(text => rules.OfValue(key, text)));
        }
        else if (isTest && rules.KnowsNames && literal is ILiteralOperation && start.Length <= 260)
        {
            Report(context, Read(context, literal).SelectMany(rules.OfName));
        }
    }

    private static IEnumerable<MappedText> Read(OperationAnalysisContext context, IOperation literal) =>
        TextReading.Read(literal, context.CancellationToken).Select(static read => read.Text);

    /// <summary>The sum that begins with a literal.</summary>
    private static IOperation Whole(IOperation literal)
    {
        var whole = literal;
        while (whole.Parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum && sum.Syntax.SpanStart == literal.Syntax.SpanStart)
        {
            whole = sum;
        }

        return whole;
    }

    /// <summary>A text that another one is searched for: <c>text.StartsWith("Host=prod")</c>.</summary>
    private static bool IsLookedFor(IOperation literal) =>
        literal.Parent is IArgumentOperation
        {
            Parent: IInvocationOperation
            {
                Instance.Type.SpecialType: SpecialType.System_String,
                TargetMethod.Name: "StartsWith" or "EndsWith" or "Contains" or "IndexOf" or "LastIndexOf" or "Equals" or "Split",
            },
        };

    /// <summary>The property, or the key in brackets, of a builder of connection strings that a literal is assigned to.</summary>
    private static string? KeyOf(IOperation literal, INamedTypeSymbol builder)
    {
        var value = literal.Parent is IConversionOperation conversion ? conversion : literal;
        return value.Parent is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } target } || !AdoTypes.Derives(target.Instance?.Type ?? property.ContainingType, builder) ? null
            : !property.IsIndexer ? property.Name
            : target.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: string key } }] ? key
            : null;
    }

    /// <summary>Words of a process that is started are read as its command line.</summary>
    private static bool IsCommandLine(IOperation literal, INamedTypeSymbol? process)
    {
        for (var parent = literal.Parent; parent is not null and not IBlockOperation; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod: { Name: "Start", ContainingType.Name: "Process" } } || (parent is IObjectCreationOperation creation && AdoTypes.Derives(creation.Type, process)))
            {
                return true;
            }
        }

        return false;
    }

    private static void AnalyzeFile(AdditionalFileAnalysisContext context, ConnectionRules rules)
    {
        var path = context.AdditionalFile.Path;
        var name = Path.GetFileName(path);
        if (!name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) || !name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        foreach (var (keys, value, span) in JsonStrings.Read(text.ToString()))
        {
            var mapped = MappedText.Verbatim(value, span.Start);
            var findings = ConnectionRules.IsConnection(value) ? rules.OfConnection(mapped) : rules.OfValue(keys.Substring(keys.LastIndexOf('/') + 1), mapped);
            foreach (var finding in findings.Where(static finding => finding.Rule == RuleRegistry.ProductionInTests))
            {
                var place = TextSpan.FromBounds(finding.Start, finding.End);
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(finding.Rule), Location.Create(path, place, text.Lines.GetLinePositionSpan(place)), finding.Message));
            }
        }
    }

    private static void Report(OperationAnalysisContext context, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(finding.Rule), Places.Of(finding, context.Operation.Syntax.SyntaxTree, context.CancellationToken), finding.Message));
        }
    }
}
