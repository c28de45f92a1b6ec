namespace Sandbox.Rehearsal.Effects;

/// <summary>A definition that a statement changed.</summary>
/// <param name="Command">
/// What happened, in the words of SQL: <c>CREATE TABLE</c>, <c>ADD COLUMN</c>, <c>ALTER TYPE</c>, <c>DROP VIEW</c>, <c>GRANT</c>, <c>COMMENT</c> ... It need not be the statement's own command.
/// </param>
/// <param name="Kind">What the object is, as the server's <c>pg_identify_object</c> words it: <c>table</c>, <c>table column</c>, <c>function</c> ...</param>
/// <param name="Object">Its whole name; <c>public</c> is left out.</param>
/// <param name="Cascade">Whether the statement's text does not name it: the victim of a CASCADE, a partition behind its parent, the work of a function.</param>
/// <param name="Line">The statement's line; null where it is not known which statement it was.</param>
/// <param name="IsUndone">Whether the script itself rolled it back.</param>
public sealed record DdlEffect(string Command, string Kind, string Object, bool Cascade, int? Line, bool IsUndone);
