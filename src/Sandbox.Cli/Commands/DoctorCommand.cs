using System.CommandLine;
using Sandbox.Cli.Reports;
using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Cli.Commands;

/// <summary><c>sandbox doctor</c>: what a rehearsal would find here, and what is missing.</summary>
internal sealed class DoctorCommand : Command
{
    private readonly CommonOptions _common;
    private readonly PolicyOption _policy = new();
    private readonly Option<bool> _json = new("--json") { Description = "Writes JSON." };

    public DoctorCommand(CommonOptions common)
        : base("doctor", "Tells what was found here - servers, policy - and the line that mends what is missing.")
    {
        _common = common;
        _policy.AddTo(this);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult words, CancellationToken cancellationToken)
    {
        var survey = await MachineSurvey.TakeAsync(cacheDirectory: null, cancellationToken);
        Diagnosis diagnosis;
        try
        {
            diagnosis = new Diagnosis(survey, await _policy.ReadAsync(words, _common.Surroundings.Folder, cancellationToken), PolicyProblem: null);
        }
        catch (SandboxException error) when (error.ExitCode == ExitCode.Usage)
        {
            diagnosis = new Diagnosis(survey, Policy.None, error.Message);
        }

        var output = _common.Surroundings.Console.Out;
        if (words.GetValue(_json))
        {
            await output.WriteLineAsync(DiagnosisJson.Write(diagnosis).AsMemory(), cancellationToken);
        }
        else
        {
            _common.Out(words).Print(DiagnosisText.Lines(diagnosis));
        }

        return (int)diagnosis.ExitCode;
    }
}
