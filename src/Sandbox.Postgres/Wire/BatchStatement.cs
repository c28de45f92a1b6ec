namespace Sandbox.Postgres.Wire;

/// <summary>One statement of a pipeline.</summary>
/// <param name="Text">One SQL statement, with <c>$1</c> ... for parameters.</param>
/// <param name="Parameters">The parameters' values as text, null for SQL's NULL.</param>
public readonly record struct BatchStatement(string Text, params IReadOnlyList<string?> Parameters)
{
    /// <summary>The name of the prepared statement that it is, or becomes; empty for none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether the session has it prepared under its <see cref="Name"/>: its text is then not sent again.</summary>
    public bool IsPrepared { get; init; }

    /// <summary>Whether the server sends its answer as soon as it has it, which costs both sides a turn; otherwise with those of the next ones, when its buffer is full or the pipeline ends.</summary>
    public bool IsAnsweredAtOnce { get; init; }

    /// <summary>A statement without parameters.</summary>
    /// <param name="text">The statement.</param>
    public static implicit operator BatchStatement(string text) => FromString(text);

    /// <summary>A statement without parameters.</summary>
    /// <param name="text">The statement.</param>
    public static BatchStatement FromString(string text) => new(text);
}
