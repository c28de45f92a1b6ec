using System.CommandLine;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox ledger</c>: the record of all governed operations.</summary>
internal sealed class LedgerCommand : Command
{
    public LedgerCommand(CommonOptions common)
        : base("ledger", "The record of all governed operations.") => Subcommands.Add(new LedgerVerifyCommand(common));
}
