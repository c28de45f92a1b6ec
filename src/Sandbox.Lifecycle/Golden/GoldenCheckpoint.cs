using System.Globalization;
using Sandbox.Postgres;
using Sandbox.Postgres.Clients;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Wire;
using Sandbox.Rehearsal.Guards;
using Sandbox.Rehearsal.States;

namespace Sandbox.Lifecycle.Golden;

/// <summary>A checkpoint of an application's own tables: a dump in <c>pg_dump</c>'s custom format, and its manifest beside it.</summary>
/// <param name="Path">The dump's file.</param>
/// <param name="Manifest">What it holds.</param>
public sealed record GoldenCheckpoint(string Path, GoldenManifest Manifest)
{
    /// <summary>Captures a checkpoint. Dump and digests are of one snapshot.</summary>
    /// <param name="target">The database, by a role that can only read it.</param>
    /// <param name="selection">Which tables.</param>
    /// <param name="path">The dump's file; the manifest is the file with <c>.json</c> behind its name. Files that are there are replaced once the new ones are whole.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels; no file is left or changed.</param>
    /// <exception cref="SandboxException">
    /// The role can write (<see cref="ExitCode.Refused"/>); no table is chosen, or tables of several owners are (<see cref="ExitCode.Usage"/>); a table cannot be read, or there is no <c>pg_dump</c> (<see cref="ExitCode.Unavailable"/>).
    /// </exception>
    public static async Task<GoldenCheckpoint> CaptureAsync(ConnectionTarget target, GoldenSelection selection, string path, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(time);
        if (selection.IsEmpty)
        {
            throw new SandboxException(ExitCode.Usage, "say which tables are the application's own: --table PATTERN, --schema NAME or --owner ROLE");
        }

        var partial = path + ".partial";
        try
        {
            var manifest = await CaptureAsync(target, selection, partial, cancellationToken);
            manifest = manifest with { CapturedAt = time.GetUtcNow(), Sha256 = await FileHash.Sha256Async(partial, cancellationToken), Bytes = new FileInfo(partial).Length };
            await File.WriteAllTextAsync(GoldenFile.PathFor(partial), GoldenFile.Write(manifest), cancellationToken);
            File.Move(partial, path, overwrite: true);
            File.Move(GoldenFile.PathFor(partial), GoldenFile.PathFor(path), overwrite: true);
            return new GoldenCheckpoint(path, manifest);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{path}: the checkpoint cannot be written: {error.Message}", error);
        }
        finally
        {
            File.Delete(partial);
            File.Delete(GoldenFile.PathFor(partial));
        }
    }

    /// <summary>Opens a checkpoint, and makes sure that its dump is the one that its manifest is about.</summary>
    /// <param name="path">The dump's file.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">A file cannot be read (<see cref="ExitCode.Usage"/>), or the dump is another one (<see cref="ExitCode.Refused"/>).</exception>
    public static async Task<GoldenCheckpoint> LoadAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        var manifest = await GoldenFile.LoadAsync(GoldenFile.PathFor(path), cancellationToken);
        try
        {
            return string.Equals(await FileHash.Sha256Async(path, cancellationToken), manifest.Sha256, StringComparison.Ordinal)
                ? new GoldenCheckpoint(path, manifest)
                : throw new SandboxException(ExitCode.Refused, $"REFUSE: {path} is not the dump that {GoldenFile.PathFor(path)} is about: its SHA-256 differs; capture it again");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SandboxException(ExitCode.Usage, $"{path}: the checkpoint cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Makes sure that a database holds what was captured: each table's rows and digest.</summary>
    /// <param name="target">The database.</param>
    /// <param name="role">The role that reads; null for the one that connects.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SandboxException">It does not (<see cref="ExitCode.Residue"/>).</exception>
    internal async Task VerifyAsync(ConnectionTarget target, string? role, CancellationToken cancellationToken)
    {
        var expected = Manifest.Tables.ToDictionary(static table => table.Name, StringComparer.Ordinal);
        var found = (await TableContents.ReadAsync(target, role, expected.ContainsKey, meanwhile: null, cancellationToken)).ToDictionary(static table => table.Name, StringComparer.Ordinal);
        foreach (var table in Manifest.Tables)
        {
            var difference = found.GetValueOrDefault(table.Name) switch
            {
                null => "is missing",
                { NotMeasured: { } why } => $"cannot be read: {why}",
                var state when state.RowCount != table.Rows => string.Create(CultureInfo.InvariantCulture, $"has {state.RowCount} rows and not {table.Rows}"),
                var state when !string.Equals(state.Digest, table.Digest, StringComparison.Ordinal) => "has other rows",
                _ => null,
            };
            if (difference is not null)
            {
                throw new SandboxException(ExitCode.Residue, $"{target.Database} is not as {Path} was captured: {table.Name} {difference}; reset it");
            }
        }
    }

    private static async Task<GoldenManifest> CaptureAsync(ConnectionTarget target, GoldenSelection selection, string dump, CancellationToken cancellationToken)
    {
        await using var session = await WireSession.OpenAsync(target, cancellationToken);
        await ReadOnlyRole.EnsureAsync(session, cancellationToken);
        var identity = await TargetIdentity.ReadAsync(session, cancellationToken);
        var role = (await session.ScalarAsync("SELECT session_user", cancellationToken))!;
        var all = await OwnedObjects.ReadAsync(session, cancellationToken);
        var chosen = Choose(all, selection);
        var owner = OwnerOf(chosen);
        var program = await ClientProgram.FindAsync("pg_dump", TargetIdentity.MajorOf(identity.ServerVersion), cancellationToken);

        // What a materialized view holds is computed anew when it is restored.
        var tables = chosen.Where(static thing => thing.Kind is "table").Select(static thing => thing.Identity).ToHashSet(StringComparer.Ordinal);
        MakeOwn(dump);
        var contents = await TableContents.ReadAsync(
            target, role: null, tables.Contains, snapshot => program.RunAsync(DumpArguments(all, chosen, snapshot, dump), target, cancellationToken), cancellationToken);
        if (contents.FirstOrDefault(static table => table.NotMeasured is not null) is { } unread)
        {
            throw new SandboxException(ExitCode.Unavailable, $"{unread.Name} cannot be read: {unread.NotMeasured}");
        }

        return new GoldenManifest
        {
            Sha256 = "",
            Bytes = 0,
            CapturedAt = default,
            Database = identity.Database,
            ServerVersion = identity.ServerVersion,
            SystemIdentifier = identity.SystemIdentifier,
            CapturedBy = role,
            Owner = owner,
            Selection = selection,
            Tables = [.. contents.Select(static table => new GoldenTable(table.Name, table.Columns, table.RowCount!.Value, table.Digest!))],
            Objects = [.. chosen.Concat(Belonging(all, chosen, owner)).Select(static thing => thing.AsGolden)],
        };
    }

    /// <summary>The relations that are chosen, and the sequences of their columns.</summary>
    private static List<OwnedObject> Choose(IReadOnlyList<OwnedObject> all, GoldenSelection selection)
    {
        var chosen = all.Where(thing => thing.IsRelation && selection.Chooses(thing.Schema!, thing.Name!, thing.Owner)).ToList();
        var names = chosen.Select(static thing => thing.Identity).ToHashSet(StringComparer.Ordinal);
        chosen.AddRange(all.Where(thing => thing.Relation is { } table && names.Contains(table) && !names.Contains(thing.Identity)));
        return chosen;
    }

    /// <summary>What else of the owner's is in the same schemas and no relation: functions, types, and the schema where it is the owner's.</summary>
    private static IEnumerable<OwnedObject> Belonging(IReadOnlyList<OwnedObject> all, List<OwnedObject> chosen, string owner)
    {
        var schemas = chosen.Select(static thing => thing.Schema!).ToHashSet(StringComparer.Ordinal);
        return all.Where(thing => !thing.IsPart && !thing.IsRelation && string.Equals(thing.Owner, owner, StringComparison.Ordinal) && schemas.Contains(thing.Schema ?? (thing.Kind is "schema" ? thing.Name! : "")));
    }

    private static string OwnerOf(List<OwnedObject> chosen) => chosen.Select(static thing => thing.Owner).Distinct(StringComparer.Ordinal).ToList() switch
    {
        [var one] => one,
        [] => throw new SandboxException(ExitCode.Usage, "no table is chosen; see --table, --schema and --owner"),
        var several => throw new SandboxException(ExitCode.Usage, $"what is chosen belongs to {string.Join(" and ", several.Order(StringComparer.Ordinal))}; a checkpoint is of one owner: say --owner"),
    };

    // By schema, because only so do functions and types come along; what is not chosen is left out by its exact name.
    private static IEnumerable<string> DumpArguments(IReadOnlyList<OwnedObject> all, List<OwnedObject> chosen, string snapshot, string dump)
    {
        var names = chosen.Select(static thing => thing.Identity).ToHashSet(StringComparer.Ordinal);
        var schemas = chosen.Select(static thing => thing.Schema!).ToHashSet(StringComparer.Ordinal);
        return
        [
            "--format=custom", "--no-password", $"--snapshot={snapshot}", $"--file={dump}",
            .. schemas.Order(StringComparer.Ordinal).Select(static schema => $"--schema={Exactly(schema)}"),
            .. all.Where(thing => thing.IsRelation && schemas.Contains(thing.Schema!) && !names.Contains(thing.Identity)).Select(static thing => $"--exclude-table={Exactly(thing.Schema!)}.{Exactly(thing.Name!)}"),
        ];
    }

    // In pg_dump's patterns nothing within quotes stands for something else (PostgreSQL manual, psql, "Patterns").
    private static string Exactly(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Rows of a database are nobody else's business.
    private static void MakeOwn(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(path, options).Dispose();
    }
}
