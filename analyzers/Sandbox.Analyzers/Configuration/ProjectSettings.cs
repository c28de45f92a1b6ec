using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sandbox.Analyzers.Guards;
using Sandbox.Analyzers.Policies;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Configuration;

/// <summary>What a project has set, read once per compilation and file.</summary>
internal sealed class ProjectSettings
{
    private readonly AnalyzerOptions _options;
    private readonly ConcurrentDictionary<SyntaxTree, FileSettings> _files = new();
    private readonly DeniedNames _policy;
    private readonly FileSettings _project;

    public ProjectSettings(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        _options = options;
        _policy = DeniedNames.Of(options, cancellationToken);
        _project = new FileSettings(options.AnalyzerConfigOptionsProvider.GlobalOptions, _policy);
    }

    /// <summary>What a script of the project is, each time with the findings that are told by it.</summary>
    public IEnumerable<(RuleOptions Options, Func<Finding, bool> Judges)> Scripts => _project.Variants().Select(static each => (each.Settings.With(RuleOptions.Script) with { InTransaction = each.Settings.InTransaction }, each.Judges));

    /// <summary>The hosts and databases that nothing may name, as a rule knows them; null where the project lists none.</summary>
    public IReadOnlyList<string>? DeniedBy(Rule rule) => _project.Of(rule).Denied;

    /// <summary>What is set for one file.</summary>
    public FileSettings Of(SyntaxTree tree) => _files.GetOrAdd(tree, known => new FileSettings(_options.AnalyzerConfigOptionsProvider.GetOptions(known), _policy));

    /// <summary>The guards that a rule knows in one file.</summary>
    public GuardMethods GuardsOf(SyntaxTree tree, Rule rule) => new(Of(tree).Of(rule).GuardMethods);
}
