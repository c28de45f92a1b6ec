namespace Sandbox.Cli.Commands;

/// <summary>What somebody says of a snapshot that was received.</summary>
internal enum AcceptAnswer
{
    /// <summary>It is right.</summary>
    Yes,

    /// <summary>It waits.</summary>
    No,

    /// <summary>It waits, and so do the ones behind it.</summary>
    Quit,
}
