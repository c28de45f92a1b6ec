using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Configuration;
using Sandbox.Analyzers.Literals;
using Sandbox.Analyzers.Semantics;
using Sandbox.Analyzers.Sinks;
using Sandbox.Analyzers.Teardown;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers;

/// <summary>Checks the command lines of processes that a program starts. It needs no ADO.NET: who prunes containers may never open a connection.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProcessTeardownAnalyzer : DiagnosticAnalyzer
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
            var process = start.Compilation.GetTypeByMetadataName("System.Diagnostics.Process");
            var startInfo = start.Compilation.GetTypeByMetadataName("System.Diagnostics.ProcessStartInfo");
            if (process is not null && startInfo is not null)
            {
                var settings = new ProjectSettings(start.Options, start.CancellationToken);
                start.RegisterOperationAction(call => AnalyzeStart(call, process, settings), OperationKind.Invocation);
                start.RegisterOperationAction(creation => AnalyzeStartInfo(creation, startInfo, process, settings), OperationKind.ObjectCreation);
            }
        });
    }

    private static void AnalyzeStart(OperationAnalysisContext context, INamedTypeSymbol process, ProjectSettings settings)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is { Name: "Start", IsStatic: true } && AdoTypes.Derives(call.TargetMethod.ContainingType, process))
        {
            Check(context, settings, Words(call.Arguments));
        }
    }

    private static void AnalyzeStartInfo(OperationAnalysisContext context, INamedTypeSymbol startInfo, INamedTypeSymbol process, ProjectSettings settings)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (!AdoTypes.Derives(creation.Type, startInfo) && !AdoTypes.Derives(creation.Type, process))
        {
            return;
        }

        var words = Words(creation.Arguments);
        foreach (var (name, values) in Initialized(creation))
        {
            if (string.Equals(name, "FileName", StringComparison.Ordinal))
            {
                words.InsertRange(0, values);
            }
            else if (name is "Arguments" or "ArgumentList")
            {
                words.AddRange(values);
            }
        }

        if (VariableOf(creation) is not { } variable)
        {
            Check(context, settings, words);
            return;
        }

        // The property Arguments is one whole line each time that it is set; the list grows.
        var later = FilledLater(Variables.RootOf(creation), variable).ToList();
        words.InsertRange(0, later.Where(static filled => filled.Name is "FileName").SelectMany(static filled => filled.Values));
        words.AddRange(later.Where(static filled => filled.Name is "ArgumentList").SelectMany(static filled => filled.Values));
        var lines = later.Where(static filled => filled.Name is "Arguments").Select(static filled => filled.Values).DefaultIfEmpty([]);
        foreach (var line in lines)
        {
            Check(context, settings, [.. words, .. line]);
        }
    }

    /// <summary>The variable that a creation is the value of.</summary>
    private static ILocalSymbol? VariableOf(IOperation creation)
    {
        var parent = creation.Parent;
        while (parent is IConversionOperation or IVariableInitializerOperation)
        {
            parent = parent.Parent;
        }

        return parent is IVariableDeclaratorOperation { Symbol: { } local } ? local : null;
    }

    /// <summary>What a variable's command line is given behind its creation: <c>info.FileName = ...</c>, <c>info.ArgumentList.Add(...)</c>, <c>process.StartInfo.Arguments = ...</c>.</summary>
    private static IEnumerable<(string Name, List<(IOperation Part, bool IsWord)> Values)> FilledLater(IOperation body, ILocalSymbol variable)
    {
        foreach (var operation in body.Descendants())
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "FileName" or "Arguments", Instance: { } filled } property } assignment when Is(filled, variable):
                    yield return (property.Property.Name, WordsOf(assignment.Value).ToList());
                    break;
                case IInvocationOperation { TargetMethod.Name: "Add", Instance: IPropertyReferenceOperation { Property.Name: "ArgumentList", Instance: { } filled }, Arguments: { Length: 1 } arguments } when Is(filled, variable):
                    yield return ("ArgumentList", [(arguments[0].Value, true)]);
                    break;
            }
        }
    }

    private static bool Is(IOperation filled, ILocalSymbol variable) => Variables.Unwrap(filled) switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, variable),
        IPropertyReferenceOperation { Property.Name: "StartInfo", Instance: { } process } => Is(process, variable),
        _ => false,
    };

    private static IEnumerable<(string Name, List<(IOperation Part, bool IsWord)> Values)> Initialized(IObjectCreationOperation creation)
    {
        foreach (var initializer in creation.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            switch (initializer)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment:
                    yield return (property.Property.Name, WordsOf(assignment.Value).ToList());
                    break;
                case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation list } member:
                    yield return (list.Property.Name, member.Initializer.Initializers.OfType<IInvocationOperation>().SelectMany(add => add.Arguments).Select(argument => (argument.Value, true)).ToList());
                    break;
            }
        }
    }

    private static List<(IOperation Part, bool IsWord)> Words(ImmutableArray<IArgumentOperation> arguments)
    {
        var words = new List<(IOperation Part, bool IsWord)>();
        foreach (var argument in arguments.OrderBy(argument => argument.Parameter?.Ordinal))
        {
            if (argument.Parameter?.Name is "fileName" or "arguments")
            {
                words.AddRange(WordsOf(argument.Value));
            }
        }

        return words;
    }

    private static IEnumerable<(IOperation Part, bool IsWord)> WordsOf(IOperation value) =>
        Elements.Of(value) is { } elements ? elements.Select(static element => (element, true)) : [(Variables.Unwrap(value), false)];

    private static void Check(OperationAnalysisContext context, ProjectSettings settings, List<(IOperation Part, bool IsWord)> words)
    {
        var line = TextReading.ReadLine(words, context.CancellationToken);
        var paths = new FolderPaths(context.CancellationToken);
        var text = new RuleOptions { OwnsFolders = line.Text.IndexOf(MappedText.Hole) >= 0 && words.Exists(word => paths.IsOwn(word.Part)) };
        foreach (var finding in settings.Of(context.Operation.Syntax.SyntaxTree).Variants().SelectMany(each => ShellRules.Analyze(line, each.Settings.With(text)).Where(each.Judges)))
        {
            var location = Places.Of(finding, context.Operation.Syntax.SyntaxTree, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(finding.Rule), location, finding.Message));
        }
    }
}
