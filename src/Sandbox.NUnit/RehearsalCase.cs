using System.Reflection;
using NUnit.Framework;
using Sandbox.NUnit.Outcomes;
using Sandbox.NUnit.Projects;
using Sandbox.NUnit.Servers;
using Sandbox.Rehearsal;
using Sandbox.Rehearsal.Planning;
using Sandbox.Rehearsal.Reporting;
using Sandbox.Rehearsal.Verdicts;

namespace Sandbox.NUnit;

/// <summary>One script as a test case: what <see cref="RehearsalAttribute"/> hands to the test. It rehearses on a clone on the assembly's throwaway server.</summary>
public sealed class RehearsalCase
{
    private readonly Assembly _assembly;

    internal RehearsalCase(Assembly assembly, ProjectScript script)
    {
        _assembly = assembly;
        Name = script.Name;
        Path = script.Path;
    }

    /// <summary>The script's path, relative to the folder that its glob starts from; with forward slashes.</summary>
    public string Name { get; }

    /// <summary>The script's full path.</summary>
    public string Path { get; }

    /// <summary>The report of the last rehearsal in this test; null before the first.</summary>
    public Report? Report { get; internal set; }

    /// <summary>Rehearses the script and leaves the judgement to the test; the report comes back whatever went wrong.</summary>
    /// <param name="cancellationToken">Interrupts, rolled back; by default what interrupts the test.</param>
    public async Task<Report> RunAsync(CancellationToken cancellationToken = default)
    {
        var interruption = cancellationToken.CanBeCanceled ? cancellationToken : TestContext.CurrentContext.CancellationToken;
        return Report = await RehearseAsync(interruption);
    }

    /// <summary>Rehearses the script and fails the test unless the verdict is <see cref="Verdict.Pass"/>.</summary>
    /// <param name="cancellationToken">Interrupts, rolled back; by default what interrupts the test.</param>
    /// <returns>The report, for what else the test wants to know.</returns>
    /// <exception cref="AssertionException">Any other verdict; the message has the verdict, the reasons with file and line, the difference to the snapshot, and how to accept it.</exception>
    public async Task<Report> PassesAsync(CancellationToken cancellationToken = default)
    {
        var report = await RunAsync(cancellationToken);
        return report.Verdict == Verdict.Pass ? report : throw new AssertionException(FailureMessage.Of(Name, report));
    }

    /// <summary>The script's name.</summary>
    public override string ToString() => Name;

    private async Task<Report> RehearseAsync(CancellationToken cancellationToken)
    {
        try
        {
            var stage = await AssemblyServer.Of(_assembly).StageAsync(cancellationToken);
            var request = new RehearsalRequest { Paths = [Path], Policy = stage.Policy, WorkingFolder = ProjectFolder.Of(_assembly).Path };
            var plan = await ScriptPlanner.PlanAsync(Path, request, cancellationToken);
            return await Rehearser.RunAsync(plan, request, stage.Clones, cancellationToken);
        }
        catch (SandboxException refusal)
        {
            return Redaction.Apply(new Report
            {
                Verdict = refusal.ExitCode == ExitCode.Refused ? Verdict.Refused : Verdict.Error,
                ExitCode = refusal.ExitCode,
                Message = refusal.Message,
            });
        }
    }
}
