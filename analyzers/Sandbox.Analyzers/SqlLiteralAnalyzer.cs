using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Configuration;
using Sandbox.Analyzers.Guards;
using Sandbox.Analyzers.Literals;
using Sandbox.Analyzers.Semantics;
using Sandbox.Analyzers.Sinks;
using Sandbox.Analyzers.Teardown;
using Sandbox.Syntax.Rules;
using Sandbox.Syntax.Rules.Teardown;

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
                new Registration(types, new ProjectSettings(start.Options, start.CancellationToken)).Register(start);
            }
        });
    }

    /// <summary>What one compilation's analysis shares.</summary>
    private sealed class Registration(AdoTypes types, ProjectSettings settings)
    {
        private readonly SqlSinks _sinks = new(types);
        private readonly ConcurrentDictionary<(Location, string), bool> _reported = new();
        private readonly ConcurrentDictionary<SyntaxNode, SessionCommands> _sessions = new();

        public void Register(CompilationStartAnalysisContext start)
        {
            start.RegisterOperationAction(AnalyzeSink, OperationKind.ObjectCreation, OperationKind.Invocation, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.CoalesceAssignment);
            start.RegisterOperationAction(AnalyzeInitializer, OperationKind.FieldInitializer, OperationKind.PropertyInitializer);
            start.RegisterOperationAction(AnalyzeLiteral, OperationKind.Literal, OperationKind.InterpolatedString, OperationKind.Utf8String);
        }

        private void AnalyzeSink(OperationAnalysisContext context)
        {
            if (_sinks.Of(context.Operation, settings.Of(context.Operation.Syntax.SyntaxTree).OfAll.SqlMembers) is { } use)
            {
                Check(context, use);
            }
        }

        private void AnalyzeInitializer(OperationAnalysisContext context)
        {
            var initializer = (ISymbolInitializerOperation)context.Operation;
            var members = initializer is IFieldInitializerOperation fields ? fields.InitializedFields.Cast<ISymbol>() : ((IPropertyInitializerOperation)initializer).InitializedProperties;
            if (members.Any(member => _sinks.IsSql(member, receiver: null, settings.Of(initializer.Syntax.SyntaxTree).OfAll.SqlMembers)))
            {
                Check(context, new SqlUse(initializer.Value));
            }
        }

        private void AnalyzeLiteral(OperationAnalysisContext context)
        {
            if (context.Operation is ILiteralOperation { Type.SpecialType: not SpecialType.System_String } || context.Operation.Syntax is not ExpressionSyntax literal || !SqlRules.MayMatter(LiteralCharacters.Written(literal).AsSpan()))
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
                Check(context, new SqlUse(expression));
            }
        }

        private void Check(OperationAnalysisContext context, SqlUse use)
        {
            foreach (var (own, judges) in settings.Of(context.Operation.Syntax.SyntaxTree).Variants())
            {
                Check(context, use, own, judges);
            }
        }

        private void Check(OperationAnalysisContext context, SqlUse use, Settings own, Func<Finding, bool> judges)
        {
            var verdict = new Lazy<GuardVerdict>(() => GuardAnalysis.Judge(context.Operation, new GuardMethods(own.GuardMethods), types, context.CancellationToken));
            foreach (var (text, partial) in TextReading.Read(use.Text, context.CancellationToken, use.HoldsParameters))
            {
                var breadth = TeardownBreadth.Of(text);
                var options = own.With(new RuleOptions(Partial: partial || use.IsPart)) with
                {
                    InTransaction = use.InTransaction,
                    NamesFromCatalog = breadth > 0 && partial && new CatalogNames(_sinks, own.SqlMembers, context.CancellationToken).AreIn(use.Text),
                    GuardedElsewhere = breadth > 0 && verdict.Value == GuardVerdict.Elsewhere,
                    FailedUnseen = breadth > 1 ? new SwallowedSteps(_sinks, own.SqlMembers, context.CancellationToken).Before(context.Operation) : 0,
                };
                foreach (var finding in FindingsOf(context, text, options, own))
                {
                    if (judges(finding) && !(finding.Rule.QuietBehindGuard && verdict.Value != GuardVerdict.None) && (!use.IsWeak || IsRightOfAnyText(finding.Rule)) && !IsDoneElsewhere(context, finding.Rule, own.SqlMembers))
                    {
                        Report(context, finding);
                    }
                }
            }
        }

        private bool IsDoneElsewhere(OperationAnalysisContext context, Rule rule, IReadOnlyList<string> configured)
        {
            if (rule != RuleRegistry.NestedTransaction && rule != RuleRegistry.UncommittedTransaction && rule != RuleRegistry.LockWithoutTimeout && rule != RuleRegistry.NoStatementTimeout)
            {
                return false;
            }

            return SessionOf(context, configured).Do(rule, context.Operation);
        }

        /// <summary>The findings of a text; where one speaks of a table, what the commands before have made counts, too.</summary>
        private IReadOnlyList<Finding> FindingsOf(OperationAnalysisContext context, MappedText text, RuleOptions options, Settings own)
        {
            var findings = SqlRules.Analyze(text, options);
            return findings.Any(static finding => finding.Rule == RuleRegistry.UnboundedWrite || finding.Rule.Preset != RulePreset.Safety)
                && SessionOf(context, own.SqlMembers).DefinedBefore(context.Operation) is { Count: > 0 } made ? SqlRules.Analyze(text, options with { DefinedBefore = made }) : findings;
        }

        private SessionCommands SessionOf(OperationAnalysisContext context, IReadOnlyList<string> configured)
        {
            var body = Variables.RootOf(context.Operation);
            return _sessions.GetOrAdd(body.Syntax, _ => new SessionCommands(body, _sinks, configured, context.CancellationToken));
        }

        /// <summary>What only a name calls SQL may be a part of it, so that what the whole lacks is no finding.</summary>
        private static bool IsRightOfAnyText(Rule rule) =>
            string.Equals(rule.Category, RuleRegistry.UnguardedDropDatabase.Category, StringComparison.Ordinal) || string.Equals(rule.Category, RuleRegistry.PasswordInLiteral.Category, StringComparison.Ordinal);

        private void Report(OperationAnalysisContext context, Finding finding)
        {
            var location = Places.Of(finding, context.Operation.Syntax.SyntaxTree, context.CancellationToken);
            if (_reported.TryAdd((location, finding.RuleId), true))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(finding.Rule), location, finding.Message));
            }
        }
    }
}
