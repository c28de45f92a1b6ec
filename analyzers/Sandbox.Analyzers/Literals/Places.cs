using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Literals;

/// <summary>Where a finding in a text stands in the program.</summary>
internal static class Places
{
    /// <summary>The exact characters where they stand in one token; the first token as a whole where the finding reaches over several.</summary>
    public static Location Of(Finding finding, SyntaxTree tree, CancellationToken cancellationToken)
    {
        var root = tree.GetRoot(cancellationToken);
        var token = root.FindToken(Math.Min(finding.Start, root.FullSpan.End - 1));
        var span = finding.End <= token.Span.End ? TextSpan.FromBounds(finding.Start, finding.End) : token.Span;
        return Location.Create(tree, span);
    }
}
