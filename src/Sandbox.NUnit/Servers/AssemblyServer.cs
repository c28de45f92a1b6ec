using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Sandbox.NUnit.Projects;
using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal;
using Sandbox.Rehearsal.Guards;
using Sandbox.Syntax.Scripts;

namespace Sandbox.NUnit.Servers;

/// <summary>
/// The throwaway server of one test assembly: started with the first rehearsal, ended with the run (<see cref="RehearsalProjectAttribute"/>) or, at the latest,
/// with the process. A process that is killed ends its server too, by the server's keeper.
/// </summary>
internal sealed class AssemblyServer
{
    private static readonly ConcurrentDictionary<Assembly, AssemblyServer> Servers = new();

    private readonly Lock _lock = new();
    private readonly Assembly _assembly;
    private Task<Stage>? _stage;
    private bool _endsWithProcess;

    private AssemblyServer(Assembly assembly) => _assembly = assembly;

    /// <summary>The assembly's server, running or not.</summary>
    public static AssemblyServer Of(Assembly assembly) => Servers.GetOrAdd(assembly, static assembly => new AssemblyServer(assembly));

    /// <summary>What the rehearsals share; the first to ask starts the server.</summary>
    /// <param name="cancellationToken">Ends the caller's wait; the server goes on starting for the others.</param>
    /// <exception cref="SandboxException">No such server is on this machine, it did not start, or the policy is wrong.</exception>
    public Task<Stage> StageAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_endsWithProcess && AssemblyLoadContext.GetLoadContext(_assembly) is { } context)
            {
                // Raised when the process ends as well as when the context is unloaded.
                context.Unloading += _ => End();
                _endsWithProcess = true;
            }

            _stage ??= Task.Run(() => StartAsync(_assembly), CancellationToken.None);
            return _stage.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends the server, where it runs; the next rehearsal starts another. The one place that blocks: NUnit's and the runtime's ends of a run are synchronous.</summary>
    public void End() => Task.Run(EndAsync).GetAwaiter().GetResult();

    private async Task EndAsync()
    {
        Task<Stage>? stage;
        lock (_lock)
        {
            stage = _stage;
            _stage = null;
        }

        // A start that failed left no server, and every test that asked for it has said so.
        if (stage is not null && await Task.WhenAny(stage) is { IsCompletedSuccessfully: true })
        {
            var ended = await stage;
            await ended.Clones.DisposeAsync();
            await ended.Server.DisposeAsync();
        }
    }

    private static async Task<Stage> StartAsync(Assembly assembly)
    {
        var policy = await Policy.FindAsync(ProjectFolder.Of(assembly).Path, CancellationToken.None);
        var options = new ThrowawayOptions { Choice = EnvironmentChoice.Read(), Progress = RunnerProgress.Instance, Confines = !policy.AdmitsWorkOutside };
        var server = await Throwaway.StartAsync(options, CancellationToken.None);
        return new Stage(server, new Clones(server, PsqlDialect.Newest), policy);
    }
}
