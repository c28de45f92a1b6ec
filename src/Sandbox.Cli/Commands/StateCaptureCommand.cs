using System.CommandLine;
using System.Globalization;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.States;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox state capture</c>: writes the state of a database into a file.</summary>
internal sealed class StateCaptureCommand : Command
{
    private readonly CommonOptions _common;
    private readonly StateOptionWords _options = new();
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "FILE", Description = "The file; standard output unless said otherwise. Tables that nothing wrote to since a state that it holds are not read again." };
    private readonly Option<bool> _noCluster = new("--no-cluster") { Description = "Leaves out what all databases share: roles, other databases, server settings, slots." };

    public StateCaptureCommand(CommonOptions common)
        : base("capture", "Records the state of a database; writes nothing to it.")
    {
        _common = common;
        _options.AddTo(this);
        Options.Add(_noCluster);
        Options.Add(_output);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var target = _options.Target(words, _common.Surroundings);
        var options = _options.Read(words) with { Cluster = !words.GetValue(_noCluster) };
        if (words.GetValue(_output) is not { } path)
        {
            var output = _common.Surroundings.Console.Out;
            await output.WriteLineAsync(StateFile.Write(await DatabaseState.CaptureAsync(target, options, cancellationToken)).AsMemory(), cancellationToken);
            await output.FlushAsync(cancellationToken);
            return (int)ExitCode.Success;
        }

        // Better told now than after the reading.
        if (Directory.Exists(path) || (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder)))
        {
            throw new SandboxException(ExitCode.Usage, $"--output {path}: name a file in a folder that is there");
        }

        var before = File.Exists(path) ? await StateFile.LoadAsync(path, cancellationToken) : null;
        var state = await DatabaseState.CaptureAsync(target, options with { Before = before }, cancellationToken);
        await StateFile.SaveAsync(state, path, cancellationToken);
        if (_common.Detail(words) != TextDetail.Quiet)
        {
            _common.Out(words).Print(new TextLine(TextKind.Good, VisibleText.Escape(string.Create(
                CultureInfo.InvariantCulture,
                $"captured {state.Identity.Database}: {state.Tables.Count} tables, {state.Catalog.Count} objects, {state.Sequences.Count} sequences, in {path}"))));
            _common.Out(words).Print(state.Tables.Where(static table => table.NotMeasured is not null).Select(static table => $"{table.Name}: {table.NotMeasured}").Concat(state.Limits)
                .Select(static text => new TextLine(TextKind.Attention, VisibleText.Escape($"  not measured: {text}"))));
        }

        return (int)ExitCode.Success;
    }
}
