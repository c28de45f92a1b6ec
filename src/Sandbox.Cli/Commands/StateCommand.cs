using System.CommandLine;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox state</c>: the state of a database before and after anything.</summary>
internal sealed class StateCommand : Command
{
    public StateCommand(CommonOptions common)
        : base("state", "Records the state of a database, and compares it later.")
    {
        Subcommands.Add(new StateCaptureCommand(common));
        Subcommands.Add(new StateVerifyCommand(common));
    }
}
