namespace Sandbox.Syntax.Scripts;

/// <summary>What <see cref="ScriptReader.Read"/> came to.</summary>
public enum ScriptItem
{
    /// <summary>A statement is complete: take it with <see cref="ScriptReader.TakeStatement"/>.</summary>
    Statement,

    /// <summary>A meta-command: see <see cref="ScriptReader.Command"/>, then tell <see cref="ScriptReader.EndCommand"/> how it went.</summary>
    MetaCommand,

    /// <summary>What comes next depends on the replies to statements already read (<see cref="ScriptReader.Waits"/>); read on once they are there.</summary>
    Pause,

    /// <summary>The file is at its end.</summary>
    EndOfFile,
}
