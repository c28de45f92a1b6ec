using System.CommandLine;

namespace Sandbox.Cli;

/// <summary>What a command's help shows as examples: lines that can be run as they stand, with files and servers of one's own.</summary>
internal static class CommandExamples
{
    private const string Server = "--target \"host=db.test dbname=postgres\"", Sandbox = "--sandbox-id shop_sandbox_20260602_0912";

    private static readonly Dictionary<string, string[]> s_examples = new(StringComparer.Ordinal)
    {
        ["sandbox"] = ["sandbox init", "sandbox rehearse rehearsals", "sandbox lint migrations", "sandbox doctor"],
        ["sandbox rehearse"] =
        [
            "sandbox rehearse migrations/0042_split_names.sql",
            "sandbox rehearse migrations --server local:15 --format html --output report.html",
            "sandbox rehearse 0042.sql --target \"host=db.test dbname=shop_clone_0612\"",
            "sandbox rehearse 0042.sql --revert 0042.down.sql --lane disposable",
            "sandbox rehearse migrations --watch",
        ],
        ["sandbox lint"] =
        [
            "sandbox lint migrations deploy.sh",
            "sandbox lint migrations --changed-since origin/main --format github",
            "sandbox lint migrations --preset all --rule SBX2032=none --fail-on error",
        ],
        ["sandbox accept"] = ["sandbox accept", "sandbox accept migrations/0042_split_names.sql", "sandbox accept migrations"],
        ["sandbox snapshots"] = ["sandbox snapshots", "sandbox snapshots rehearsals --remove"],
        ["sandbox init"] = ["sandbox init", "sandbox init shop --ci gitlab"],
        ["sandbox state"] = ["sandbox state capture --target \"host=db.test dbname=shop\" --output before.json", "sandbox state verify before.json --target \"host=db.test dbname=shop\""],
        ["sandbox state capture"] = ["sandbox state capture --target \"host=db.test dbname=shop\" --output before.json"],
        ["sandbox state verify"] = ["sandbox state verify before.json --target \"host=db.test dbname=shop\" --strict"],
        ["sandbox create"] = [$"sandbox create {Server} {Sandbox}", $"sandbox create {Server} {Sandbox} --golden erp.dump"],
        ["sandbox drop"] = [$"sandbox drop {Server} {Sandbox}"],
        ["sandbox list"] = [$"sandbox list {Server}", $"sandbox list {Server} --json"],
        ["sandbox orphans"] = [$"sandbox orphans {Server}", $"sandbox orphans {Server} --retire shop_sandbox_20260602_0912"],
        ["sandbox reset"] = [$"sandbox reset --target \"host=db.test dbname=postgres user=erp_sandbox\" {Sandbox} --golden erp.dump"],
        ["sandbox golden"] = ["sandbox golden capture --target \"host=db.prod dbname=erp user=erp_reader\" --table 'llx_*' --output erp.dump"],
        ["sandbox golden capture"] = ["sandbox golden capture --target \"host=db.prod dbname=erp user=erp_reader\" --table 'llx_*' --output erp.dump"],
        ["sandbox plan"] = [$"SHOP_CONFIRM=yes sandbox plan plan.yaml {Server}"],
        ["sandbox promote"] = ["sandbox promote 0042.sql --approval approval.json --report report.json --target \"host=db.prod dbname=erp user=erp_owner\" --credential-env ERP_OWNER_PASSWORD"],
        ["sandbox dryrun"] = ["SHOP_DRY_RUN=approved sandbox dryrun run dryrun.json"],
        ["sandbox dryrun run"] = ["SHOP_DRY_RUN=approved sandbox dryrun run dryrun.json", "SHOP_DRY_RUN=approved sandbox dryrun run dryrun.json --run shop-v04-20260602"],
        ["sandbox teardown"] = ["sandbox teardown --run shop-v04-20260602"],
        ["sandbox ledger"] = ["sandbox ledger verify"],
        ["sandbox ledger verify"] = ["sandbox ledger verify --policy sandbox.json"],
        ["sandbox doctor"] = ["sandbox doctor", "sandbox doctor --json"],
        ["sandbox completions"] = ["source <(sandbox completions bash)", "sandbox completions pwsh | Out-String | Invoke-Expression"],
    };

    /// <summary>A command's examples.</summary>
    /// <param name="command">The command.</param>
    public static IReadOnlyList<string> Of(Command command) => s_examples[Name(command)];

    private static string Name(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Name(parent)} {command.Name}" : "sandbox";
}
