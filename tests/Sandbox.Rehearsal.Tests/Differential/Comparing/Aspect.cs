namespace Sandbox.Rehearsal.Tests.Differential.Comparing;

/// <summary>What is compared of two runs.</summary>
internal enum Aspect
{
    /// <summary>Whether the run came to its end.</summary>
    Ending,

    /// <summary>The statements that the server received.</summary>
    Statements,

    /// <summary>Standard output and standard error.</summary>
    Output,

    /// <summary>The exit status.</summary>
    ExitStatus,

    /// <summary>What the database holds afterwards.</summary>
    EndState,
}
