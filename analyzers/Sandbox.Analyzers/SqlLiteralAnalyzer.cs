using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Guards;
using Sandbox.Analyzers.Literals;
using Sandbox.Analyzers.Sinks;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers;

/// <summary>
/// Checks SQL in C#: what goes to ADO.NET commands, to our own sessions, to parameters that say so, and literals that a comment calls
/// SQL.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SqlLiteralAnalyzer : DiagnosticAnalyzer
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
            if (AdoTypes.Find(start.Compilation) is { } types)
            {
                new Registration(new SqlSinks(types)).Register(start);
            }
        });
    }

    /// <summary>What one compilation's analysis shares.</summary>
    private sealed class Registration(SqlSinks sinks)
    {
        private readonly ConcurrentDictionary<(Location, string), bool> _reported = new();

        public void Register(CompilationStartAnalysisContext start)
        {
            start.RegisterOperationAction(AnalyzeCreation, OperationKind.ObjectCreation);
            start.RegisterOperationAction(AnalyzeCall, OperationKind.Invocation);
            start.RegisterOperationAction(AnalyzeAssignment, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment);
            start.RegisterOperationAction(AnalyzeLiteral, OperationKind.Literal, OperationKind.InterpolatedString, OperationKind.Utf8String);
        }

        private void AnalyzeCreation(OperationAnalysisContext context)
        {
            var creation = (IObjectCreationOperation)context.Operation;
            Check(context, sinks.ArgumentOf(creation.Constructor, creation.Arguments));
        }

        private void AnalyzeCall(OperationAnalysisContext context)
        {
            var call = (IInvocationOperation)context.Operation;
            Check(context, sinks.ArgumentOf(call.TargetMethod, call.Arguments));
        }

        private void AnalyzeAssignment(OperationAnalysisContext context)
        {
            var assignment = (IAssignmentOperation)context.Operation;
            if (assignment.Target is IMemberReferenceOperation target && sinks.IsSql(target.Member, target.Instance?.Type))
            {
                Check(context, assignment.Value);
            }
        }

        private void AnalyzeLiteral(OperationAnalysisContext context)
        {
            if (context.Operation.Syntax is not ExpressionSyntax literal || !SqlRules.MayMatter(literal.ToString().AsSpan()))
            {
                return;
            }

            // The comment speaks of the whole sum that the literal is a part of.
            var expression = context.Operation;
            while (expression.Parent is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } or IInterpolationOperation or IInterpolatedStringOperation)
            {
                expression = expression.Parent;
            }

            if (expression.Syntax is ExpressionSyntax whole && LanguageComment.Of(whole) is { } language && LanguageComment.IsSql(language))
            {
                Check(context, expression);
            }
        }

        private void Check(OperationAnalysisContext context, IOperation? sql)
        {
            if (sql is null)
            {
                return;
            }

            foreach (var (text, partial) in TextReading.Read(sql, context.CancellationToken))
            {
                foreach (var finding in SqlRules.Analyze(text, new RuleOptions(Partial: partial)))
                {
                    Report(context, finding);
                }
            }
        }

        private void Report(OperationAnalysisContext context, Finding finding)
        {
            if (finding.Rule.QuietBehindGuard && GuardSearch.IsGuarded(context.Operation))
            {
                return;
            }

            var location = Places.Of(finding, context.Operation.Syntax.SyntaxTree, context.CancellationToken);
            if (_reported.TryAdd((location, finding.RuleId), true))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(finding.Rule), location, finding.Message));
            }
        }
    }
}
