using Sandbox.Postgres.Connections;
using Sandbox.Rehearsal.Snapshots;
using System.Text.RegularExpressions;

namespace Sandbox.Rehearsal.Guards;

/// <summary>
/// What <c>sandbox.json</c> says: which databases count as clones, what a governed sandbox may be called, and what no run may
/// ever be pointed at. Immutable; names are compared as PostgreSQL compares them, case-sensitively.
/// </summary>
public sealed record Policy
{
    /// <summary>The policy's file name.</summary>
    public const string FileName = "sandbox.json";

    /// <summary>The clone's name on a throwaway server where neither a directive nor the policy gives one.</summary>
    public const string DefaultCloneName = "sandbox_clone";

    /// <summary>No policy: nothing is admitted, and only a throwaway server can be rehearsed on.</summary>
    public static Policy None { get; } = new();

    /// <summary>The file that it was read from; null for <see cref="None"/>.</summary>
    public string? Path { get; init; }

    /// <summary>Globs of the databases that count as clones (<c>rehearse.allow</c>); empty admits nothing.</summary>
    public IReadOnlyList<string> RehearseAllow { get; init; } = [];

    /// <summary>Names or globs that are never a clone (<c>rehearse.deny</c>); they beat <see cref="RehearseAllow"/>.</summary>
    public IReadOnlyList<string> RehearseDeny { get; init; } = [];

    /// <summary>Whether physical residue fails a rehearsal too (<c>rehearse.strict</c>).</summary>
    public bool Strict { get; init; }

    /// <summary>Whether sequences that a rehearsal moved are put back once it is proven (<c>rehearse.sequences</c> is <c>restore</c>).</summary>
    public bool RestoresSequences { get; init; }

    /// <summary>The regular expression that a governed sandbox's whole name matches (<c>sandbox.pattern</c>); null admits nothing.</summary>
    public string? SandboxPattern { get; init; }

    /// <summary>Names or globs that no governed sandbox bears (<c>sandbox.deny</c>); they beat <see cref="SandboxPattern"/>.</summary>
    public IReadOnlyList<string> SandboxDeny { get; init; } = [];

    /// <summary>Names or globs of the sandboxes that no command drops or resets (<c>sandbox.pinned</c>).</summary>
    public IReadOnlyList<string> SandboxPinned { get; init; } = [];

    /// <summary>Who new sandboxes belong to (<c>sandbox.owner</c>), for people to ask; null where nobody is named.</summary>
    public string? SandboxOwner { get; init; }

    /// <summary>The role that resets sandboxes, the application's own (<c>sandbox.resetRole</c>); null where nobody does.</summary>
    public string? SandboxResetRole { get; init; }

    /// <summary>How long a new sandbox may live (<c>sandbox.timeToLive</c>).</summary>
    public TimeSpan SandboxTimeToLive { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The folder of ledger and tombstones (<c>sandbox.records</c>), absolute: <c>.sandbox</c> beside the policy unless said otherwise; null for <see cref="None"/>.</summary>
    public string? SandboxRecords { get; init; }

    /// <summary>System identifiers of the clusters that are off limits (<c>protected.systemIdentifiers</c>).</summary>
    public IReadOnlyList<string> ProtectedSystemIdentifiers { get; init; } = [];

    /// <summary>Host names and addresses that are off limits (<c>protected.hosts</c>).</summary>
    public IReadOnlyList<string> ProtectedHosts { get; init; } = [];

    /// <summary>The dangerous meta-commands that a script may use (<c>allow.metaCommands</c>), for example <c>\!</c>; empty allows none.</summary>
    public IReadOnlyCollection<string> AllowedMetaCommands { get; init; } = [];

    /// <summary>The escape hatches, by name or by kind, that a clone may hold where a script leads to them (<c>allow.escapeHatches</c>); empty admits none.</summary>
    public IReadOnlyCollection<string> AllowedEscapeHatches { get; init; } = [];

    /// <summary>Whether one of them works outside of the server, on its machine or on others, so that a server of one's own has to be given the room (<see cref="Postgres.Servers.ThrowawayOptions.Confines"/>).</summary>
    public bool AdmitsWorkOutside => EscapeHatch.AreOutside(AllowedEscapeHatches);

    /// <summary>What snapshots replace by numbered tokens besides what they always do (<c>snapshot.scrub</c>), in this order.</summary>
    public IReadOnlyList<SnapshotScrub> SnapshotScrubs { get; init; } = [];

    /// <summary>Reads a policy file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="SandboxException">The file cannot be read or says something wrong (<see cref="ExitCode.Usage"/>); the message holds file and JSON path.</exception>
    public static Task<Policy> LoadAsync(string path, CancellationToken cancellationToken) => PolicyFile.ReadAsync(path, cancellationToken);

    /// <summary>Finds the nearest <c>sandbox.json</c> in a folder or in one above it, and reads it.</summary>
    /// <param name="startFolder">Where the search starts, as a rule the script's folder; empty for the working directory.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The policy; <see cref="None"/> where there is no file.</returns>
    /// <exception cref="SandboxException">As <see cref="LoadAsync"/>.</exception>
    public static async Task<Policy> FindAsync(string startFolder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(startFolder);
        for (var folder = new DirectoryInfo(startFolder.Length == 0 ? "." : startFolder); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, FileName);
            if (File.Exists(path))
            {
                return await LoadAsync(path, cancellationToken);
            }
        }

        return None;
    }

    /// <summary>Whether a database counts as a clone by its name. <c>rehearse.deny</c> beats <c>rehearse.allow</c>.</summary>
    /// <param name="name">The database's name, as the server says it.</param>
    /// <param name="reason">Which entry decided, one line.</param>
    public bool RehearsalAdmits(string name, out string reason)
    {
        if (Find(RehearseDeny, name) is { } denied)
        {
            reason = $"database {name} is denied by {Source("rehearse.deny", denied)}";
            return false;
        }

        if (Find(RehearseAllow, name) is { } allowed)
        {
            reason = $"database {name} is admitted by {Source("rehearse.allow", allowed)}";
            return true;
        }

        reason = Path is null
            ? $"no {FileName} admits database {name}"
            : $"database {name} matches no entry of {Path}: $.rehearse.allow";
        return false;
    }

    /// <summary>Whether a governed sandbox may bear a name. <c>sandbox.deny</c> beats <c>sandbox.pattern</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="reason">Which entry decided, one line.</param>
    public bool SandboxAdmits(string name, out string reason)
    {
        if (Find(SandboxDeny, name) is { } denied)
        {
            reason = $"sandbox name {name} is denied by {Source("sandbox.deny", denied)}";
            return false;
        }

        if (SandboxPattern is null)
        {
            reason = Path is null ? $"no {FileName} admits sandbox name {name}" : $"{Path}: $.sandbox.pattern is missing, so no sandbox name is admitted";
            return false;
        }

        try
        {
            var admitted = PolicyPattern.Compile(SandboxPattern).IsMatch(name);
            reason = $"sandbox name {name} {(admitted ? "is admitted by" : "does not match")} {Source("sandbox.pattern", SandboxPattern)}";
            return admitted;
        }
        catch (RegexMatchTimeoutException)
        {
            reason = $"matching sandbox name {name} took too long: simplify {Source("sandbox.pattern", SandboxPattern)}";
            return false;
        }
    }

    /// <summary>Whether a sandbox is pinned.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="reason">Which entry pins it, one line; empty where none does.</param>
    public bool SandboxPins(string name, out string reason)
    {
        var pin = Find(SandboxPinned, name);
        reason = pin is null ? "" : $"sandbox {name} is pinned by {Source("sandbox.pinned", pin)}; unpin it first";
        return pin is not null;
    }

    /// <summary>
    /// The clone's name for a throwaway server when no directive names one: the first entry of <c>rehearse.allow</c>, its
    /// wildcards filled in, that is a possible database name and not denied; <see cref="DefaultCloneName"/> where there is none.
    /// </summary>
    public string FirstAdmittedName()
    {
        foreach (var glob in RehearseAllow)
        {
            var name = PolicyGlob.Example(glob);
            if (PolicyGlob.IsDatabaseName(name) && RehearsalAdmits(name, out _))
            {
                return name;
            }
        }

        return DefaultCloneName;
    }

    /// <summary>Whether a cluster is off limits by its system identifier.</summary>
    /// <param name="systemIdentifier">What <c>pg_control_system()</c> says.</param>
    public bool ProtectsSystemIdentifier(string systemIdentifier) =>
        ProtectedSystemIdentifiers.Contains(systemIdentifier, StringComparer.Ordinal);

    /// <summary>Whether a server is off limits by its host name or address. Upper and lower case, a final dot and the ways of writing one address do not matter.</summary>
    /// <param name="host">A host name or an address.</param>
    public bool ProtectsHost(string host)
    {
        var asked = PolicyHost.Normalize(host);
        return ProtectedHosts.Any(entry => string.Equals(PolicyHost.Normalize(entry), asked, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The first host of a target, or the address that stands in its place, that is off limits; null where none is.</summary>
    /// <param name="target">The target, with the other hosts that may answer in its place.</param>
    public string? ProtectedHostOf(ConnectionTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Hosts.FirstOrDefault(ProtectsHost);
    }

    private static string? Find(IReadOnlyList<string> globs, string name) => globs.FirstOrDefault(glob => PolicyGlob.Matches(glob, name));

    private string Source(string key, string entry) => $"{Path ?? FileName}: $.{key} \"{entry}\"";
}
