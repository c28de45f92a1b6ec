using Sandbox.Postgres;
using Sandbox.Rehearsal.Printing;

namespace Sandbox.Rehearsal.Describing;

/// <summary>One run of one describe command: what was asked, who answers, and what was printed so far.</summary>
internal sealed class DescribeContext
{
    // int8, int2, int4, oid, xid, cid, float4, float8, money, numeric, xid8: the types that psql aligns right.
    private static readonly HashSet<uint> RightAligned = [20, 21, 23, 26, 28, 29, 700, 701, 790, 1700, 5069];

    private readonly ISession _session;
    private readonly List<DescribedItem> _items = [];

    public DescribeContext(ISession session, string name, IReadOnlyList<string> arguments, DescribeSettings settings, int server)
    {
        _session = session;
        Name = name;
        Arguments = arguments;
        Settings = settings;
        Server = server;
    }

    /// <summary>The command's name with its letters, without the backslash.</summary>
    public string Name { get; }

    /// <summary>The arguments as the script gave them.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>psql's settings.</summary>
    public DescribeSettings Settings { get; }

    /// <summary>The server's major version.</summary>
    public int Server { get; }

    /// <summary>psql's major version.</summary>
    public int Dialect => Settings.DialectMajorVersion;

    /// <summary>The first argument: a name's pattern; null where there is none.</summary>
    public string? Pattern => Arguments.Count > 0 ? Arguments[0] : null;

    /// <summary>Whether <c>+</c> asks for more.</summary>
    public bool IsVerbose => Name.Contains('+', StringComparison.Ordinal);

    /// <summary>Whether <c>S</c> asks for the system's objects too.</summary>
    public bool ShowsSystem => Name.Contains('S', StringComparison.Ordinal);

    /// <summary>Whether the system's objects are left out: neither <c>S</c> nor a pattern.</summary>
    public bool HidesSystem => !ShowsSystem && Pattern is null;

    /// <summary>Whether <c>x</c> forces the expanded form; it cannot stand directly behind the command's first letter.</summary>
    public bool? IsExpanded => Dialect >= 18 && Name.IndexOf('x', Name[0] == 'd' ? Math.Min(2, Name.Length) : 1) >= 0 ? true : null;

    /// <summary>Whether the command failed.</summary>
    public bool Failed { get; private set; }

    /// <summary>What the command prints.</summary>
    public DescribeResult Result => new(_items, Failed);

    /// <summary>Whether both the server and psql are of a version or newer.</summary>
    public bool Knows(int version) => Server >= version && Dialect >= version;

    /// <summary>Prints a table.</summary>
    public void Print(PrintTable table, bool? isExpanded) => _items.Add(new DescribedTable(table, isExpanded));

    /// <summary>Prints text.</summary>
    public void Print(string text) => _items.Add(new DescribedText(text));

    /// <summary>Says something on the standard error without failing.</summary>
    public void Say(string message) => _items.Add(new DescribedError(message));

    /// <summary>Says that nothing was found, unless psql is quiet.</summary>
    public void SayNothingFound(string message)
    {
        if (!Settings.IsQuiet)
        {
            Say(message);
        }
    }

    /// <summary>Marks the command as failed.</summary>
    public void Fail() => Failed = true;

    /// <summary>Says why and fails.</summary>
    public void Fail(string message)
    {
        Say(message);
        Fail();
    }

    /// <summary>Runs a query; null where the server refused it, which is printed and fails the command.</summary>
    public async Task<Reply?> AskAsync(string query, CancellationToken cancellationToken, params IReadOnlyList<string?> parameters)
    {
        var reply = await _session.ExecuteAsync(query, parameters, cancellationToken);
        if (reply.Error is { } error)
        {
            _items.Add(new DescribedServerError(error));
            Fail();
            return null;
        }

        return reply;
    }

    /// <summary>Runs a query that names an object as the user wrote it; null where the server refused it.</summary>
    public async Task<Reply?> LookUpAsync(string query, string description, CancellationToken cancellationToken)
    {
        var reply = await _session.ExecuteAsync(query, [description], cancellationToken);
        if (reply.Error is { } error)
        {
            // The place in psql's own query would tell nobody anything.
            Fail($"{error.Severity}:  {error.Text}");
            return null;
        }

        return reply;
    }

    /// <summary>Runs a query; null where the server refused it.</summary>
    public Task<Reply?> AskAsync(CatalogQuery query, CancellationToken cancellationToken) => AskAsync(query.ToString(), cancellationToken, query.Parameters);

    /// <summary>
    /// Restricts a query to what the pattern names. False where the pattern cannot be taken, which is said and fails the command.
    /// </summary>
    public async Task<bool> RestrictAsync(CatalogQuery query, string? pattern, PatternTarget target, CancellationToken cancellationToken)
    {
        var (isTaken, condition) = await MatchAsync(query, pattern, target, cancellationToken);
        if (condition is not null)
        {
            query.Where(condition);
        }

        return isTaken;
    }

    /// <summary>The condition that a pattern means in a query; not taken where the pattern has too many parts or names another database.</summary>
    public async Task<(bool IsTaken, string? Condition)> MatchAsync(CatalogQuery query, string? pattern, PatternTarget target, CancellationToken cancellationToken)
    {
        if (pattern is null)
        {
            return (true, query.Match(pattern: null, target));
        }

        var name = NamePattern.Parse(pattern, target.Schema is null ? 1 : 3, target.IsOperator);
        if (name.Dots >= target.MaxParts)
        {
            Fail($"improper qualified name (too many dotted names): {pattern}");
            return (false, null);
        }

        if (target.MaxParts > 1 && name.Dots == target.MaxParts - 1)
        {
            // Without a schema there is no part for a database's name, so no name equals it.
            var database = await AskAsync("SELECT pg_catalog.current_database()", cancellationToken);
            if (database is null || target.Schema is null || !string.Equals(database.Rows[0][0], name.FirstPart, StringComparison.Ordinal))
            {
                Fail($"cross-database references are not implemented: {pattern}");
                return (false, null);
            }
        }

        return (true, query.Match(name, target));
    }

    /// <summary>Restricts a query to the pattern, runs it and prints its rows as psql's list.</summary>
    public async Task ListAsync(CatalogQuery query, PatternTarget target, string title, CancellationToken cancellationToken)
    {
        if (await RestrictAsync(query, Pattern, target, cancellationToken) && await AskAsync(query, cancellationToken) is { } reply)
        {
            PrintRows(reply, title);
        }
    }

    /// <summary>Runs a query and prints its rows as psql's list.</summary>
    public async Task ListAsync(CatalogQuery query, string title, CancellationToken cancellationToken)
    {
        if (await AskAsync(query, cancellationToken) is { } reply)
        {
            PrintRows(reply, title);
        }
    }

    /// <summary>Prints a reply's rows.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="title">The title above them.</param>
    /// <param name="footers">Lines below them; null for the number of rows.</param>
    public void PrintRows(Reply reply, string title, IReadOnlyList<string>? footers = null)
    {
        // Up to 16 psql shows NULL as nothing here, whatever \pset null says.
        IReadOnlyList<IReadOnlyList<string?>> rows = Dialect >= 17 ? reply.Rows : [.. reply.Rows.Select(row => row.Select(cell => cell ?? "").ToArray())];
        Print(
            new PrintTable
            {
                Title = title,
                Columns = [.. reply.Columns.Select(column => new PrintColumn(column.Name, RightAligned.Contains(column.TypeOid)))],
                Rows = rows,
                Footers = footers,
            },
            IsExpanded);
    }
}
