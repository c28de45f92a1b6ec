using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Literals;

/// <summary>Where a finding in a text stands in the program.</summary>
internal static class Places
{
    /// <summary>
    /// The exact characters where they stand in one token, or the name of a constant whose characters stand in another file; the first
    /// token as a whole where the finding reaches over several.
    /// </summary>
    public static Location Of(Finding finding, SyntaxTree tree, CancellationToken cancellationToken)
    {
        var root = tree.GetRoot(cancellationToken);
        var span = TextSpan.FromBounds(finding.Start, finding.End);
        var token = root.FindToken(span.Start);
        var isExact = span.End <= token.Span.End || (root.FindNode(span, getInnermostNodeForTie: true) is MemberAccessExpressionSyntax name && name.Span == span);
        return Location.Create(tree, isExact ? span : token.Span);
    }
}
