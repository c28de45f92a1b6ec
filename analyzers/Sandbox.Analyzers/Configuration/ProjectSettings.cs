using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sandbox.Analyzers.Guards;
using Sandbox.Analyzers.Policies;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Configuration;

/// <summary>What a project has set, read once per compilation and file.</summary>
internal sealed class ProjectSettings(AnalyzerOptions options, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<SyntaxTree, FileSettings> _files = new();
    private readonly FileSettings _project = new(options.AnalyzerConfigOptionsProvider.GlobalOptions);
    private readonly DeniedNames _policy = DeniedNames.Of(options, cancellationToken);

    /// <summary>What a script of the project is, each time with the findings that are told by it.</summary>
    public IEnumerable<(RuleOptions Options, Func<Finding, bool> Judges)> Scripts => _project.Variants().Select(each => (With(RuleOptions.Script, each.Settings) with { InTransaction = each.Settings.InTransaction }, each.Judges));

    /// <summary>The hosts and databases that nothing may name, as a rule knows them; null where the project lists none.</summary>
    public IReadOnlyList<string>? DeniedBy(Rule rule) => _policy.With(_project.Of(rule).DeniedTargets);

    /// <summary>What is set for one file.</summary>
    public FileSettings Of(SyntaxTree tree) => _files.GetOrAdd(tree, known => new FileSettings(options.AnalyzerConfigOptionsProvider.GetOptions(known)));

    /// <summary>What is set of a text of the project.</summary>
    public RuleOptions With(RuleOptions text, Settings settings) => text with { ServerVersion = settings.ServerVersion, Denied = _policy.With(settings.DeniedTargets), SharedSchemas = settings.SharedSchemas };

    /// <summary>The guards that a rule knows in one file.</summary>
    public GuardMethods GuardsOf(SyntaxTree tree, Rule rule) => new(Of(tree).Of(rule).GuardMethods);
}
