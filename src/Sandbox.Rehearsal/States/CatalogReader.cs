using Sandbox.Postgres;

namespace Sandbox.Rehearsal.States;

/// <summary>
/// Reads the catalog as names and definitions. No oid is in it, so that an object that was dropped and made again in the same form is the same.
/// </summary>
/// <param name="session">The session to read on.</param>
/// <param name="major">The server's major version.</param>
internal sealed class CatalogReader(IStateSession session, int major)
{
    private readonly List<CatalogEntry> _entries = [];
    private readonly List<string> _limits = [];

    /// <summary>What the role may not see.</summary>
    public IReadOnlyList<string> Limits => _limits;

    /// <summary>Reads the database's own catalog.</summary>
    public Task ReadDatabaseAsync(CancellationToken cancellationToken) =>
        ReadAsync([.. RelationQuestions.All, .. RoutineQuestions.All, .. DatabaseQuestions.All], cancellationToken);

    /// <summary>Reads what all databases of the cluster share.</summary>
    public Task ReadClusterAsync(CancellationToken cancellationToken) => ReadAsync(ClusterQuestions.All, cancellationToken);

    /// <summary>Reads the large objects, contents too.</summary>
    public async Task ReadLargeObjectsAsync(CancellationToken cancellationToken)
    {
        var reply = await session.TryAsync(LargeObjectQuestions.AsSuperuser, cancellationToken);
        Take(reply.Error is null ? reply : await session.AskAsync(LargeObjectQuestions.AsOwner, cancellationToken));
    }

    /// <summary>Everything read so far, ordered by kind and name.</summary>
    public IReadOnlyList<CatalogEntry> Entries() =>
    [
        .. _entries.OrderBy(static entry => entry.Kind, StringComparer.Ordinal).ThenBy(static entry => entry.Name, StringComparer.Ordinal)
            .ThenBy(static entry => entry.Definition, StringComparer.Ordinal),
    ];

    private async Task ReadAsync(IReadOnlyList<CatalogQuestion> questions, CancellationToken cancellationToken)
    {
        foreach (var question in questions.Where(question => question.Since <= major))
        {
            var reply = await session.TryAsync(question.Sql, cancellationToken);
            if (reply.Error is { } error)
            {
                _limits.Add(error.SqlState is "42501"
                    ? $"{question.About}: the role may not read them"
                    : throw new SandboxException(ExitCode.Unavailable, $"{question.About} cannot be read: {error.Text} (SQLSTATE {error.SqlState})", new ServerErrorException(error)));
            }
            else
            {
                Take(reply);
            }
        }
    }

    private void Take(Reply reply) => _entries.AddRange(reply.Rows.Select(static row => new CatalogEntry(row[0]!, row[1]!, StateText.Definition(row[2] ?? ""))));
}
