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
    private readonly ConcurrentDictionary<SyntaxTree, Settings> _files = new();
    private readonly Settings _project = new(options.AnalyzerConfigOptionsProvider.GlobalOptions);

    /// <summary>The hosts and databases that nothing may name; null where the project lists none.</summary>
    public IReadOnlyList<string>? Denied { get; } = DeniedNames.Of(options, cancellationToken);

    /// <summary>What a script of the project is.</summary>
    public RuleOptions Script => RuleOptions.Script with { ServerVersion = _project.ServerVersion, InTransaction = _project.InTransaction, Denied = Denied };

    /// <summary>What is set for one file.</summary>
    public Settings Of(SyntaxTree tree) => _files.GetOrAdd(tree, known => new Settings(options.AnalyzerConfigOptionsProvider.GetOptions(known)));

    /// <summary>The guards that one file knows.</summary>
    public GuardMethods GuardsOf(SyntaxTree tree) => new(Of(tree).GuardMethods);
}
