namespace Sandbox.Cli.Console;

/// <summary>Where the tool writes: the only way to the terminal.</summary>
internal interface IConsole
{
    /// <summary>Standard input, as bytes.</summary>
    Stream In { get; }

    /// <summary>Whether a person can answer at standard input.</summary>
    bool InIsTerminal { get; }

    /// <summary>Standard output: reports, and nothing else. Flushed by who wrote a whole report.</summary>
    TextWriter Out { get; }

    /// <summary>Standard error: messages and progress; each write arrives at once.</summary>
    TextWriter Error { get; }

    /// <summary>Whether a person reads standard output.</summary>
    bool OutIsTerminal { get; }

    /// <summary>Whether a person reads standard error.</summary>
    bool ErrorIsTerminal { get; }

    /// <summary>The terminal's width in columns; null where standard output is no terminal.</summary>
    int? Width { get; }
}
