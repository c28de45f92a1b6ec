using Sandbox.Postgres.Wire;
using Sandbox.Syntax.Statements;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>A statement that goes in a pipeline with others.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Question">What the harness asks of the server right after it; null where nothing.</param>
/// <param name="IsTimed">Whether its time is to be told from that of the others.</param>
public sealed record StatementAhead(string Text, StatementClass Kind, BatchStatement? Question, bool IsTimed);
