using Microsoft.CodeAnalysis;
using Sandbox.Analyzers.Literals;
using Sandbox.Analyzers.Semantics;
using Sandbox.Analyzers.Sinks;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers.Teardown;

/// <summary>Whether what a text is put together from was read out of a catalog by a pattern, or whole.</summary>
internal sealed class CatalogNames(SqlSinks sinks, IReadOnlyList<string> configured, CancellationToken cancellationToken)
{
    public bool AreIn(IOperation value) => new Origins(IsWildcard, cancellationToken).AreIn(value);

    private bool IsWildcard(IOperation sink) => sinks.Of(sink, configured) is { } use
        && TextReading.Read(use.Text, cancellationToken, use.HoldsParameters).Any(static read => CatalogQuery.IsWildcard(SqlTokens.Lex(read.Text)));
}
