using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.NUnit.Servers;

/// <summary>What the rehearsals of one test assembly share.</summary>
/// <param name="Server">The throwaway server.</param>
/// <param name="Clones">The clones on it; a worker has one to itself while it rehearses.</param>
/// <param name="Policy">What <c>sandbox.json</c> says, found from the project's folder upwards.</param>
internal sealed record Stage(IServer Server, Clones Clones, Policy Policy);
