namespace Sandbox.Syntax.Rules.Definitions;

/// <summary>The name of an object as a statement writes it, folded as the server folds it.</summary>
internal sealed record ObjectName(string? Schema, string Name, SqlTokens Tokens)
{
    /// <summary>Whether no part of it is filled in when the statement runs.</summary>
    public bool IsKnown => Name.IndexOf(MappedText.Hole) < 0;

    /// <summary>The name for a message.</summary>
    public string Shown => !IsKnown ? "it" : Schema is null ? Name : Schema + "." + Name;
}
