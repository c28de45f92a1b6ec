namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>A column where a list names it.</summary>
/// <param name="Name">Its name as the server folds it.</param>
/// <param name="Tokens">The part of the statement.</param>
/// <param name="IsPart">Only an attribute or an element of it is meant: <c>a.x</c>, <c>a[1]</c>.</param>
internal sealed record NamedColumn(string Name, SqlTokens Tokens, bool IsPart = false);
