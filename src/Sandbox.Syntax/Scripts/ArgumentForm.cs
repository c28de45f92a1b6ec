namespace Sandbox.Syntax.Scripts;

/// <summary>How a meta-command takes its arguments (psql's command.c and psqlscanslash.l).</summary>
public enum ArgumentForm
{
    /// <summary>Words, with quotes, variables and backticks.</summary>
    Words,

    /// <summary>Words whose unquoted trailing semicolons are dropped.</summary>
    WordsWithoutSemicolon,

    /// <summary>The four words of <c>\connect</c>, without unquoted trailing semicolons: one of which nothing is left holds its place. Behind <c>-reuse-previous=...</c>, which is none of the four.</summary>
    ConnectionWords,

    /// <summary>The rest of the line as it is: no quotes, no variables.</summary>
    WholeLine,

    /// <summary>A file, or <c>|</c> and a shell command up to the end of the line.</summary>
    FileOrPipe,

    /// <summary><c>(option=value ...)</c>, then a file or a pipe.</summary>
    OptionsAndFile,

    /// <summary>A truth value: all words of the line.</summary>
    Condition,
}
