using System.CommandLine;
using System.Globalization;
using Sandbox.Lifecycle.Ledger;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox ledger verify</c>: whether every line is there and as it was written.</summary>
internal sealed class LedgerVerifyCommand : Command
{
    private readonly CommonOptions _common;
    private readonly PolicyOption _policy = new();

    public LedgerVerifyCommand(CommonOptions common)
        : base("verify", "Checks that every line of the ledger is there and as it was written; connects to nothing.")
    {
        _common = common;
        _policy.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var ledger = await SandboxLedger.Of(await _policy.ReadAsync(words, _common.Surroundings.Folder, cancellationToken)).ReadAsync(cancellationToken);
        var output = _common.Out(words);
        output.Print(ledger.Faults.Select(fault => new TextLine(TextKind.Bad, VisibleText.Escape(string.Create(CultureInfo.InvariantCulture, $"{ledger.Path}:{fault.Line}: {fault.Reason}")))));
        output.Print(ledger.Faults.Count == 0
            ? new TextLine(TextKind.Good, VisibleText.Escape(string.Create(CultureInfo.InvariantCulture, $"LEDGER_OK: {ledger.Entries.Count} entries in {ledger.Path}")))
            : new TextLine(TextKind.Bad, VisibleText.Escape(string.Create(CultureInfo.InvariantCulture, $"LEDGER_DAMAGED: {ledger.Faults.Count} faults in {ledger.Path}"))));
        return (int)(ledger.Faults.Count == 0 ? ExitCode.Success : ExitCode.VerdictFail);
    }
}
