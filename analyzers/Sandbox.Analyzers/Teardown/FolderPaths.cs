using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Semantics;

namespace Sandbox.Analyzers.Teardown;

/// <summary>Which folders the path of a program leads to: one that is written out, one that the program has had made, or one that is known only when it runs.</summary>
internal sealed class FolderPaths(CancellationToken cancellationToken)
{
    /// <summary>Names of variables lead to others; beyond this nobody reads them.</summary>
    private const int Deepest = 4;

    /// <summary>What gives a folder that nobody else has.</summary>
    private static readonly ImmutableHashSet<string> Makers =
        ImmutableHashSet.Create(StringComparer.Ordinal, "CreateTempSubdirectory", "GetTempPath", "GetTempFileName", "GetRandomFileName", "NewGuid", "CreateVersion7", "GetHexString");

    /// <summary>The program's own folder, as .NET and NUnit call it: what is written out below it is written out.</summary>
    private static readonly ImmutableHashSet<string> Places = ImmutableHashSet.Create(StringComparer.Ordinal, "BaseDirectory", "TestDirectory", "WorkDirectory");

    /// <summary>Whether a path is put together of what is neither constant nor the program's own folder. A path in one piece says nothing.</summary>
    public bool IsComputed(IOperation path)
    {
        var whole = ValueOf(path);
        var parts = PartsOf(whole).ToList();
        return (parts.Count != 1 || parts[0] != whole) && parts.Exists(part => !IsKnown(part, 0)) && !parts.Exists(IsOwn);
    }

    /// <summary>Whether a path, or its variable, is what a listing of folders returns that somebody else may have filled, too.</summary>
    public bool IsListed(IOperation path) =>
        Variables.Unwrap(path) is ILocalReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation { Property.Name: "FullName" } && new Origins(IsListing, cancellationToken).AreIn(path);

    /// <summary>A part leads to a folder that the program has had made: it says so, or the variable, field or property that it names.</summary>
    public bool IsOwn(IOperation part) => IsOwn(part, 0);

    /// <summary>The value that a local, or a field that is only read, was given for good; the operation itself where it is none.</summary>
    public IOperation ValueOf(IOperation operation)
    {
        var value = Variables.Unwrap(operation);
        var origin = value switch
        {
            ILocalReferenceOperation local => Variables.ValueOf(local, local.SemanticModel, cancellationToken),
            IFieldReferenceOperation { Field: { IsReadOnly: true, IsConst: false } } field => Variables.ValueOf(field, cancellationToken),
            _ => null,
        };
        return origin is null ? value : Variables.Unwrap(origin);
    }

    /// <summary>A part is constant or the program's own folder, or put together of such.</summary>
    private bool IsKnown(IOperation part, int depth) => ValueOf(part) is var value
        && (value.ConstantValue.HasValue
            || (value is IMemberReferenceOperation { Member.Name: var member } && Places.Contains(member))
            || (depth < Deepest && PartsOf(value).ToList() is var parts && (parts.Count != 1 || parts[0] != value) && parts.TrueForAll(inner => IsKnown(inner, depth + 1))));

    private bool IsOwn(IOperation part, int depth) => Names(part.Syntax) || part.DescendantsAndSelf().Any(named => SymbolOf(named) is { } symbol && IsOwn(named, symbol, depth));

    private bool IsOwn(IOperation named, ISymbol symbol, int depth) =>
        symbol.DeclaringSyntaxReferences.Any(declaration => declaration.GetSyntax(cancellationToken) is var node && (Names(node) || AssignmentsOf(symbol, node).Any(Names)))
        || (depth < Deepest && ValueOf(named) is var value && value != named && IsOwn(value, depth + 1));

    /// <summary>What a field, a property or a local is given behind its declaration, as by the method that sets a test up.</summary>
    private static IEnumerable<SyntaxNode> AssignmentsOf(ISymbol symbol, SyntaxNode declaration) =>
        ((SyntaxNode?)declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? declaration.SyntaxTree.GetRoot()).DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(assignment => assignment.Left is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
                && string.Equals(((assignment.Left as MemberAccessExpressionSyntax)?.Name ?? assignment.Left).ToString(), symbol.Name, StringComparison.Ordinal))
            .Select(static assignment => assignment.Right);

    private bool IsListing(IOperation call)
    {
        if (call is not IInvocationOperation { TargetMethod: { Name: "GetDirectories" or "EnumerateDirectories" or "GetFileSystemEntries" or "EnumerateFileSystemEntries" or "GetFileSystemInfos" or "EnumerateFileSystemInfos", ContainingType.Name: "Directory" or "DirectoryInfo" } } listing)
        {
            return false;
        }

        var root = listing.Instance is { } folder ? ValueOf(folder) is IObjectCreationOperation { Arguments: { Length: 1 } named } ? named[0].Value : folder : listing.Arguments[0].Value;
        var chooses = listing.Arguments.Any(static argument => argument is { Parameter.Name: "searchPattern", IsImplicit: false, Value.ConstantValue: not { HasValue: true, Value: "*" } });
        return !IsOwn(root) && (chooses || !IsKnown(root, 0));
    }

    /// <summary>What a path is put together of; itself where it is not.</summary>
    private static IEnumerable<IOperation> PartsOf(IOperation operation) => Variables.Unwrap(operation) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => PartsOf(sum.LeftOperand).Concat(PartsOf(sum.RightOperand)),
        IInterpolatedStringOperation text => text.Parts.OfType<IInterpolationOperation>().SelectMany(static part => PartsOf(part.Expression)),
        IInvocationOperation { TargetMethod: { Name: "Combine" or "Join", ContainingType.Name: "Path" } or { Name: "Concat" or "Format", ContainingType.SpecialType: SpecialType.System_String } } call
            => call.Arguments.SelectMany(static argument => Elements.Of(argument.Value)?.SelectMany(PartsOf) ?? PartsOf(argument.Value)),
        var part => [part],
    };

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => member.Member,
        _ => null,
    };

    private static bool Names(SyntaxNode node) => node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(static name => Makers.Contains(name.Identifier.ValueText));
}
