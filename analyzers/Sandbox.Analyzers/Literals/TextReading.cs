using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Sandbox.Analyzers.Semantics;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Literals;

/// <summary>
/// Reads the text that an expression yields: literals, <c>+</c>, interpolation, constants followed to their initializer. What is not
/// known at build time becomes a hole.
/// </summary>
internal sealed class TextReading
{
    /// <summary>An expression this deep is generated; the rest of it is a hole.</summary>
    private const int Deepest = 200;

    private readonly MappedText.Builder _text = new();
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);
    private readonly CancellationToken _cancellationToken;
    private readonly bool _holdsParameters;
    private int _depth;

    private TextReading(CancellationToken cancellationToken, bool holdsParameters = false)
    {
        _cancellationToken = cancellationToken;
        _holdsParameters = holdsParameters;
    }

    /// <summary>The texts that an expression may yield: one, or one for each arm of a choice.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <param name="holdsParameters">What is interpolated goes to the server apart from the text, as parameters.</param>
    public static IEnumerable<(MappedText Text, bool Partial)> Read(IOperation expression, CancellationToken cancellationToken, bool holdsParameters = false)
    {
        var operation = Unwrap(expression);
        IEnumerable<IOperation>? arms = operation switch
        {
            IConditionalOperation { WhenFalse: { } other } choice => [choice.WhenTrue, other],
            ISwitchExpressionOperation choice => choice.Arms.Select(static arm => arm.Value),
            ICoalesceOperation choice => [choice.Value, choice.WhenNull],
            _ => null,
        };
        if (arms is not null)
        {
            return arms.SelectMany(arm => Read(arm, cancellationToken, holdsParameters));
        }

        var reading = new TextReading(cancellationToken, holdsParameters);
        reading.Append(operation);
        return [(reading._text.ToText(), reading._text.HasHole)];
    }

    /// <summary>A command line of several parts: a list's element is one word whatever blanks it holds, any other part is cut into words.</summary>
    public static MappedText ReadLine(IEnumerable<(IOperation Part, bool IsWord)> parts, CancellationToken cancellationToken)
    {
        var line = new MappedText.Builder();
        foreach (var (part, isWord) in parts)
        {
            var reading = new TextReading(cancellationToken);
            reading.Append(Unwrap(part));
            var text = reading._text.ToText();
            var place = part.Syntax.Span;
            if (line.Length > 0)
            {
                line.Append(' ', place.Start, place.Start);
            }

            if (isWord && text.Text.IndexOf('\'') < 0)
            {
                line.Append('\'', place.Start, place.Start).Append(text).Append('\'', place.End, place.End);
            }
            else
            {
                line.Append(text);
            }
        }

        return line.ToText();
    }

    private static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    private void Append(IOperation operation)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (++_depth > Deepest)
        {
            Hole(operation);
            return;
        }

        AppendKnown(Unwrap(operation));
        _depth--;
    }

    private void AppendKnown(IOperation operation)
    {
        switch (operation)
        {
            case ILiteralOperation { Syntax: LiteralExpressionSyntax literal } when literal.Token.Value is string:
                _text.Append(LiteralCharacters.Read(literal.Token));
                break;
            case IUtf8StringOperation { Syntax: LiteralExpressionSyntax literal }:
                _text.Append(LiteralCharacters.Read(literal.Token));
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }:
                AppendSum(operation);
                break;
            case IInterpolatedStringOperation interpolated:
                AppendParts(interpolated);
                break;
            case IInterpolatedStringHandlerCreationOperation handler:
                Append(handler.Content);
                break;
            case ILocalReferenceOperation local:
                Follow(local, local.Local, local.Local.IsConst || Variables.IsAssignedOnce(local.Local, _cancellationToken));
                break;
            case IFieldReferenceOperation field:
                Follow(field, field.Field, field.Field.IsConst || field.Field is { IsStatic: true, IsReadOnly: true });
                break;
            case IInvocationOperation { TargetMethod: { Name: "Concat" or "Format" or "Join", ContainingType.SpecialType: SpecialType.System_String } } call:
                AppendCall(call);
                break;
            case IInvocationOperation { TargetMethod: { Name: "Combine" or "Join", ContainingType: { Name: "Path", ContainingNamespace.Name: "IO" } } } path:
                AppendPath(path);
                break;
            case IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.IsEmpty: true, ContainingType.Name: "StringBuilder" } } built:
                AppendBuilt(built);
                break;
            case IInvocationOperation { Instance: { Type.SpecialType: SpecialType.System_String } text, TargetMethod.Name: "Trim" or "TrimStart" or "TrimEnd" or "ReplaceLineEndings" or "ToString" }:
                Append(text);
                break;
            default:
                AppendValue(operation);
                break;
        }
    }

    private void AppendValue(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: string or char or int or long } constant)
        {
            _text.Append(LiteralCharacters.At(Convert.ToString(constant.Value, CultureInfo.InvariantCulture)!, operation.Syntax.Span));
        }
        else
        {
            Hole(operation);
        }
    }

    private void Hole(IOperation operation) => _text.AppendHole(operation.Syntax.SpanStart, operation.Syntax.Span.End);

    /// <summary>A long sum leans to the left: it is walked, not recursed into, so that a thousand lines of <c>+</c> do not exhaust the stack.</summary>
    private void AppendSum(IOperation sum)
    {
        var terms = new Stack<IOperation>();
        var left = sum;
        while (Unwrap(left) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } binary)
        {
            terms.Push(binary.RightOperand);
            left = binary.LeftOperand;
        }

        Append(left);
        while (terms.Count > 0)
        {
            Append(terms.Pop());
        }
    }

    private void AppendParts(IInterpolatedStringOperation interpolated)
    {
        foreach (var part in interpolated.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation { Syntax: InterpolatedStringTextSyntax { Parent: InterpolatedStringExpressionSyntax literal } text }:
                    _text.Append(LiteralCharacters.Read(text.TextToken, literal));
                    break;
                case IInterpolationOperation when _holdsParameters:
                    _text.Append('$', part.Syntax.SpanStart, part.Syntax.Span.End).Append('1', part.Syntax.SpanStart, part.Syntax.Span.End);
                    break;
                case IInterpolationOperation { Alignment: null, FormatString: null } interpolation:
                    Append(interpolation.Expression);
                    break;
                case IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: { Length: > 0 } arguments }, Syntax: var syntax }:
                    AppendHandlerPart(arguments[0].Value, syntax);
                    break;
                default:
                    Hole(part);
                    break;
            }
        }
    }

    private void AppendHandlerPart(IOperation value, SyntaxNode part)
    {
        if (part is InterpolatedStringTextSyntax { Parent: InterpolatedStringExpressionSyntax literal } text)
        {
            _text.Append(LiteralCharacters.Read(text.TextToken, literal));
        }
        else
        {
            Append(value);
        }
    }

    private void AppendBuilt(IInvocationOperation built)
    {
        if (BuilderPieces.Of(built, _cancellationToken) is not { } pieces)
        {
            Hole(built);
            return;
        }

        foreach (var (piece, endsLine) in pieces)
        {
            var end = piece?.Syntax.Span.End ?? built.Syntax.SpanStart;
            if (piece is not null)
            {
                Append(piece);
            }

            if (endsLine)
            {
                _text.Append('\n', end, end);
            }
        }
    }

    private void AppendCall(IInvocationOperation call)
    {
        var arguments = call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => argument.Value).ToList();
        if (arguments.Count > 0 && string.Equals(call.TargetMethod.Name, "Format", StringComparison.Ordinal))
        {
            var template = new TextReading(_cancellationToken);
            template.Append(arguments.Find(argument => argument.Type?.SpecialType == SpecialType.System_String) ?? arguments[0]);
            FormatTemplate.Append(template._text.ToText(), _text);
            return;
        }

        var separator = string.Equals(call.TargetMethod.Name, "Join", StringComparison.Ordinal) && arguments.Count > 0 ? arguments[0] : null;
        var parts = arguments.Skip(separator is null ? 0 : 1).SelectMany(static argument => Elements.Of(argument) ?? ImmutableArray.Create(argument)).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
            {
                AppendSeparator(separator);
            }

            var element = Elements.Shaped(parts[i], _cancellationToken);
            Append(element ?? parts[i]);
            if (element is not null)
            {
                // How many more there are is not known.
                AppendSeparator(separator);
                Hole(parts[i]);
            }
        }
    }

    private void AppendSeparator(IOperation? separator)
    {
        if (separator is not null)
        {
            Append(separator);
        }
    }

    private void AppendPath(IInvocationOperation call)
    {
        var parts = call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).SelectMany(static argument => Elements.Of(argument.Value) ?? ImmutableArray.Create(argument.Value)).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
            {
                _text.Append('/', parts[i].Syntax.SpanStart, parts[i].Syntax.SpanStart);
            }

            Append(parts[i]);
        }
    }

    /// <summary>Reads a name's initializer once; a name that is met again (<c>var s = s + "x"</c>) is a hole: no loop, and no text that doubles with every name.</summary>
    private void Follow(IOperation reference, ISymbol symbol, bool isFixed)
    {
        if (!isFixed || !_followed.Add(symbol) || Initializer(reference, symbol) is not { } value)
        {
            AppendValue(reference);
            return;
        }

        Append(value);
    }

    private IOperation? Initializer(IOperation reference, ISymbol symbol)
    {
        // The value of a constant of another file is known, its characters are not: they belong to that file's own analysis.
        foreach (var declaration in symbol.DeclaringSyntaxReferences)
        {
            if (declaration.SyntaxTree == reference.Syntax.SyntaxTree
                && declaration.GetSyntax(_cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value })
            {
                return reference.SemanticModel?.GetOperation(value, _cancellationToken);
            }
        }

        return null;
    }
}
