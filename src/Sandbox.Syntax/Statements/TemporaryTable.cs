namespace Sandbox.Syntax.Statements;

/// <summary>A temporary table with something to do at the end of its transaction; the catalog does not keep that, only the text tells.</summary>
/// <param name="Name">Its name as the server knows it.</param>
/// <param name="DropsOnCommit">Whether it is dropped; otherwise its rows are deleted.</param>
public sealed record TemporaryTable(string Name, bool DropsOnCommit);
