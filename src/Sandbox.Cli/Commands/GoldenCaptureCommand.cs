using System.CommandLine;
using System.Globalization;
using Sandbox.Lifecycle.Golden;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox golden capture</c>: dumps an application's own tables, by a role that can only read.</summary>
internal sealed class GoldenCaptureCommand : Command
{
    private readonly CommonOptions _common;
    private readonly TargetOptions _target = new();
    private readonly Option<string[]> _tables = new("--table") { HelpName = "PATTERN", Description = "Tables by name, alone or with their schema; * stands for any characters. Repeats." };
    private readonly Option<string[]> _schemas = new("--schema") { HelpName = "NAME", Description = "Only tables of this schema. Repeats." };
    private readonly Option<string?> _owner = new("--owner") { HelpName = "ROLE", Description = "Only tables that belong to this role." };
    private readonly Option<string> _output = new("--output", "-o") { HelpName = "FILE", Description = "The dump; its manifest is FILE.json.", Required = true };

    public GoldenCaptureCommand(CommonOptions common)
        : base("capture", "Dumps an application's own tables, with a manifest beside the dump; refused for a role that can write.")
    {
        _common = common;
        _target.AddPlaceTo(this);
        Options.Add(_tables);
        Options.Add(_schemas);
        Options.Add(_owner);
        Options.Add(_output);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var surroundings = _common.Surroundings;
        var selection = new GoldenSelection(words.GetValue(_tables) ?? [], words.GetValue(_schemas) ?? [], words.GetValue(_owner));
        var path = Path.GetFullPath(words.GetRequiredValue(_output), surroundings.Folder);
        var golden = await GoldenCheckpoint.CaptureAsync(_target.RequiredTarget(words, surroundings.Environment), selection, path, TimeProvider.System, cancellationToken);
        var manifest = golden.Manifest;
        _common.Out(words).Print(new TextLine(TextKind.Good, VisibleText.Escape(string.Create(
            CultureInfo.InvariantCulture, $"GOLDEN_OK: {manifest.Tables.Count} tables, {manifest.Tables.Sum(static table => table.Rows)} rows of {manifest.Owner} in {golden.Path}, sha256 {manifest.Sha256}"))));
        return (int)ExitCode.Success;
    }
}
