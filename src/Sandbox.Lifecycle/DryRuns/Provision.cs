using System.Globalization;
using System.Security.Cryptography;
using Sandbox.Lifecycle.DryRuns.Environments;
using Sandbox.Postgres;
using Sandbox.Postgres.Clients;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;

namespace Sandbox.Lifecycle.DryRuns;

/// <summary>Brings up what a run needs: its folder, the password in a file, the server, the dump, the database. Each is in the journal before it is made.</summary>
/// <param name="run">The dry run.</param>
/// <param name="names">The run's names.</param>
/// <param name="folder">The run's folder.</param>
/// <param name="environment">What it runs in.</param>
/// <param name="variables">The environment's variables.</param>
/// <param name="journal">The run's journal.</param>
internal sealed class Provision(DryRun run, DryRunNames names, RunFolder folder, IDryRunEnvironment environment, IReadOnlyDictionary<string, string?> variables, DryRunJournal journal)
{
    /// <summary>What it runs in.</summary>
    public IDryRunEnvironment Environment => environment;

    private readonly string _id = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Brings it up.</summary>
    /// <param name="production">Production's system identifier.</param>
    /// <param name="cancellationToken">Cancels; the teardown takes away what was made.</param>
    /// <returns>The run's database.</returns>
    public async Task<ConnectionTarget> RunAsync(string production, CancellationToken cancellationToken)
    {
        await MakeAsync(folder, () => folder.MakeAsync(_id, cancellationToken));
        var server = await environment.StartAsync(journal, _id, cancellationToken);
        await ProveAsync(server, production, cancellationToken);
        var dump = run.Dump?.Path ?? await DumpAsync(cancellationToken);
        var sha256 = await FileHash.Sha256Async(dump, cancellationToken);
        await journal.AddAsync(JournalWord.Made, "sha256", dump, sha256);
        if (run.Dump is { } named && !string.Equals(named.Sha256, sha256, StringComparison.Ordinal))
        {
            throw new SandboxException(ExitCode.Refused, $"REFUSE: {dump} was changed since the gates were passed");
        }

        return await RestoreAsync(server, dump, cancellationToken);
    }

    // What could not be known before the server was there, and is before anything is written to it.
    private async Task ProveAsync(IServer server, string production, CancellationToken cancellationToken)
    {
        await using var session = await WireSession.OpenAsync(server.Target("postgres"), cancellationToken);
        var identity = await TargetIdentity.ReadAsync(session, cancellationToken);
        var isOwn = string.Equals(identity.ClusterName, server.Identity.ClusterName, StringComparison.Ordinal) && !string.Equals(identity.SystemIdentifier, production, StringComparison.Ordinal);
        await journal.AddAsync(JournalWord.Gate, "G-10", "system identifiers differ", $"production's is {production}, the dry run's {identity.SystemIdentifier}, its cluster {identity.ClusterName}", isOwn);
        if (!isOwn)
        {
            throw new SandboxException(ExitCode.Refused, $"REFUSE: G-10: the dry run's server says that it is {identity.SystemIdentifier}, and so is production; nothing was written");
        }

        await journal.AddAsync(JournalWord.Gate, "G-06", "network isolated", await environment.ProveIsolationAsync(session, cancellationToken), holds: true);
    }

    private async Task<string> DumpAsync(CancellationToken cancellationToken)
    {
        var target = new DatabasePlaces(variables).Target(run.Production);
        var secret = new RunFile("secret", names.Password, folder);
        if (target.Password is { } password)
        {
            await MakeAsync(secret, () => secret.MakeAsync(SecretFile.Write(password)));
        }

        var dump = new RunFile("dump", names.Dump, folder);
        var program = await ClientProgram.FindAsync("pg_dump", environment.Major, cancellationToken);
        await MakeAsync(dump, async () =>
        {
            await dump.MakeAsync("");
            await program.RunAsync(["--format=custom", "--no-password", $"--file={names.Dump}"], target, target.Password is null ? null : names.Password, cancellationToken);
        });
        return names.Dump;
    }

    private async Task<ConnectionTarget> RestoreAsync(IServer server, string dump, CancellationToken cancellationToken)
    {
        var target = server.Target(names.Database);
        await using (var session = await WireSession.OpenAsync(server.Target("postgres"), cancellationToken))
        {
            await new ServerDatabases(session).CreateAsync(names.Database, cancellationToken);
        }

        var program = await ClientProgram.FindAsync("pg_restore", environment.Major, cancellationToken);
        await program.RunAsync(
            ["--no-password", "--exit-on-error", "--no-owner", "--no-privileges", string.Create(CultureInfo.InvariantCulture, $"--jobs={System.Environment.ProcessorCount}"), $"--dbname={names.Database}", dump],
            target,
            environment.PasswordFile,
            cancellationToken);
        await journal.AddAsync(JournalWord.Made, "database", names.Database, "restored");
        return target;
    }

    private async Task MakeAsync(RunObject made, Func<Task> make)
    {
        await journal.AddAsync(JournalWord.Making, made.Kind, made.Name, _id);
        await make();
        await journal.AddAsync(JournalWord.Made, made.Kind, made.Name, _id);
    }
}
