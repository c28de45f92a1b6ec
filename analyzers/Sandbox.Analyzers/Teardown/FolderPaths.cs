using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Semantics;

namespace Sandbox.Analyzers.Teardown;

/// <summary>Which folders the path of a program leads to: one that is written out, one that the program has had made, or one that is known only when it runs.</summary>
internal sealed class FolderPaths(CancellationToken cancellationToken)
{
    /// <summary>Names lead to names; of more than this nobody keeps track, and the stack is finite.</summary>
    private const int Most = 60;

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
        return (parts.Count != 1 || parts[0] != whole) && parts.Exists(part => !IsKnown(part)) && !parts.Exists(IsOwn);
    }

    /// <summary>Whether a path, or its variable, is what a listing of folders returns that somebody else may have filled, too.</summary>
    public bool IsListed(IOperation path) =>
        Variables.Unwrap(path) is ILocalReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation { Property.Name: "FullName" } && new Origins(IsListing, cancellationToken).AreIn(path);

    /// <summary>A part leads to a folder that the program has had made: it says so, or the variable, field or property that it names.</summary>
    public bool IsOwn(IOperation part) => IsOwn(part, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

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
    private bool IsKnown(IOperation part) => IsKnown(part, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    private bool IsKnown(IOperation part, HashSet<ISymbol> followed)
    {
        var value = ValueOf(part);
        if (value.ConstantValue.HasValue || (value is IMemberReferenceOperation { Member.Name: var member } && Places.Contains(member)))
        {
            return true;
        }

        // One that was followed before and is not known has ended all of this.
        var parts = PartsOf(value).ToList();
        return (SymbolOf(Variables.Unwrap(part)) is { } symbol && value != Variables.Unwrap(part) && !followed.Add(symbol))
            || (followed.Count < Most && (parts.Count != 1 || parts[0] != value) && parts.TrueForAll(inner => IsKnown(inner, followed)));
    }

    private bool IsOwn(IOperation part, HashSet<ISymbol> followed) =>
        Names(part.Syntax) || part.DescendantsAndSelf().Any(named => SymbolOf(named) is { } symbol && followed.Count < Most && followed.Add(symbol) && IsOwn(named, symbol, followed));

    private bool IsOwn(IOperation named, ISymbol symbol, HashSet<ISymbol> followed) => symbol.DeclaringSyntaxReferences
        .Select(declaration => declaration.GetSyntax(cancellationToken))
        .Any(declaration => Names(declaration) || ValuesOf(symbol, declaration).Any(value => Names(value)
            || (value.SyntaxTree == named.Syntax.SyntaxTree && named.SemanticModel?.GetOperation(value, cancellationToken) is { } given && IsOwn(given, followed))));

    /// <summary>What a field, a property or a local is given by its declaration, and behind it, as by the method that sets a test up.</summary>
    private static IEnumerable<SyntaxNode> ValuesOf(ISymbol symbol, SyntaxNode declaration)
    {
        if (declaration is VariableDeclaratorSyntax { Initializer.Value: { } first })
        {
            yield return first;
        }

        var scope = (SyntaxNode?)declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? declaration.SyntaxTree.GetRoot();
        foreach (var assignment in scope.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            var target = assignment.Left is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member ? member.Name : assignment.Left;
            if (target is IdentifierNameSyntax name && string.Equals(name.Identifier.ValueText, symbol.Name, StringComparison.Ordinal))
            {
                yield return assignment.Right;
            }
        }
    }

    private bool IsListing(IOperation call)
    {
        if (call is not IInvocationOperation { TargetMethod: { Name: "GetDirectories" or "EnumerateDirectories" or "GetFileSystemEntries" or "EnumerateFileSystemEntries" or "GetFileSystemInfos" or "EnumerateFileSystemInfos", ContainingType.Name: "Directory" or "DirectoryInfo" } } listing)
        {
            return false;
        }

        var root = listing.Instance is { } folder ? ValueOf(folder) is IObjectCreationOperation { Arguments: { Length: 1 } named } ? named[0].Value : folder : listing.Arguments[0].Value;
        var chooses = listing.Arguments.Any(static argument => argument is { Parameter.Name: "searchPattern", IsImplicit: false, Value.ConstantValue: not { HasValue: true, Value: "*" } });
        return !IsOwn(root) && (chooses || !IsKnown(root));
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
