using System.Globalization;

namespace Sandbox.Lifecycle.DryRuns;

/// <summary>The exact names of all that belongs to a run. They follow from its id; nothing is ever looked for by a pattern.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Records">The folder of what is kept of it.</param>
/// <param name="Work">The folder of what goes with it.</param>
internal sealed record DryRunNames(string Id, string Records, string Work)
{
    private const string Prefix = "sandbox-dryrun-";

    /// <summary>The journal.</summary>
    public string Journal => Path.Combine(Records, "journal.jsonl");

    /// <summary>Locked while the run, or its teardown, is going on.</summary>
    public string Lock => Path.Combine(Records, "run.lock");

    /// <summary>The statements that the scenarios sent.</summary>
    public string Trace => Path.Combine(Records, "trace.sql");

    /// <summary>The close, for programs.</summary>
    public string Close => Path.Combine(Records, "close.json");

    /// <summary>The close, for people.</summary>
    public string Page => Path.Combine(Records, "close.md");

    /// <summary>The hashes of what is kept.</summary>
    public string Manifest => Path.Combine(Records, "manifest.sha256");

    /// <summary>The file that makes the work folder this run's own: it holds the folder's id.</summary>
    public string Mark => Path.Combine(Work, "run");

    /// <summary>Production's password, in the form of <c>.pgpass</c>.</summary>
    public string Password => Path.Combine(Work, "production.pgpass");

    /// <summary>The dump that the run takes.</summary>
    public string Dump => Path.Combine(Work, "production.dump");

    /// <summary>The folder of the server.</summary>
    public string Server => Path.Combine(Work, "server");

    /// <summary>The server's own password where it runs in a container, in the same form.</summary>
    public string ServerPassword => Path.Combine(Work, "server.pgpass");

    /// <summary>The folder of the socket of a server in a container.</summary>
    public string Sockets => Path.Combine(Work, "s");

    /// <summary>Container, network and volume, which have a space of names each.</summary>
    public string InEngine => Prefix + Id;

    /// <summary>The database that the dump is restored into.</summary>
    public string Database => "dryrun_" + Id.Replace('-', '_');

    /// <summary>The names of a run.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="records">The folder of the policy's records.</param>
    /// <param name="parent">The folder that its work folder is in; null for the system's temporary one.</param>
    public static DryRunNames Of(string id, string records, string? parent) => new(Admit(id), RecordsOf(id, records), Path.Combine(parent ?? Path.GetTempPath(), Prefix + id));

    /// <summary>The folder of what is kept of a run.</summary>
    public static string RecordsOf(string id, string records) => Path.Combine(Path.GetFullPath(records), "dryruns", Admit(id));

    /// <summary>An id for a run that begins now.</summary>
    /// <param name="name">The dry run's name.</param>
    /// <param name="now">The time.</param>
    public static string IdAt(string name, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"{name}-{now.UtcDateTime:yyyyMMdd-HHmmss}");

    private static string Admit(string id) => id.Length is > 0 and <= 50 && id.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && id[0] != '-'
        ? id
        : throw new SandboxException(ExitCode.Usage, $"--run {id}: a run's id is lower-case letters, digits and hyphens, 50 at most");
}
