namespace Sandbox.Syntax.Rules;

/// <summary>A part of a PL/pgSQL body, as much of its structure as the flow of control needs.</summary>
internal abstract record BodyNode;

/// <summary>A statement or declaration without parts of its own.</summary>
internal sealed record PlainNode(SqlTokens Tokens, bool IsDeclaration) : BodyNode;

/// <summary><c>BEGIN ... [EXCEPTION ...] END</c>.</summary>
internal sealed record BlockNode(string? Label, List<BodyNode> Statements, List<BodyBranch> Handlers) : BodyNode;

/// <summary><c>IF</c> or <c>CASE</c>; the last branch may be the ELSE.</summary>
internal sealed record ChoiceNode(List<BodyBranch> Branches, bool IsCase) : BodyNode;

/// <summary><c>FOR</c>, <c>FOREACH</c>, <c>WHILE</c> or <c>LOOP</c>.</summary>
internal sealed record LoopNode(string? Label, SqlTokens Header, List<BodyNode> Statements) : BodyNode;

/// <summary>A branch of a choice or a handler: its condition is empty for ELSE.</summary>
internal sealed record BodyBranch(SqlTokens Condition, bool IsElse, List<BodyNode> Statements);
