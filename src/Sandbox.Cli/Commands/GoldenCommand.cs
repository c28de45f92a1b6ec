using System.CommandLine;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox golden</c>: checkpoints that sandboxes are made of and reset to.</summary>
internal sealed class GoldenCommand : Command
{
    public GoldenCommand(CommonOptions common)
        : base("golden", "Checkpoints of an application's tables, which sandboxes are made of and reset to.") => Subcommands.Add(new GoldenCaptureCommand(common));
}
