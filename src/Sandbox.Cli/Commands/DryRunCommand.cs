using System.CommandLine;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox dryrun</c>: a dry run in an environment of its own.</summary>
internal sealed class DryRunCommand : Command
{
    public DryRunCommand(CommonOptions common)
        : base("dryrun", "Dry runs in an environment of their own, which is taken down again whatever happens.") => Subcommands.Add(new DryRunRunCommand(common));
}
