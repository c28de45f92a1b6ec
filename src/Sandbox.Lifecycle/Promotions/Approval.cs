using System.Text.Json;
using Sandbox.Rehearsal.Inputs;

namespace Sandbox.Lifecycle.Promotions;

/// <summary>Somebody's word that a script may be promoted: which one, by which rehearsal, to where, and until when. JSON, as <c>docs/approval.schema.json</c> describes it.</summary>
public sealed record Approval
{
    private const string Kind = "approval";

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The script's SHA-256, as its report has it.</summary>
    public required string Script { get; init; }

    /// <summary>The SHA-256 of the report's bytes.</summary>
    public required string Report { get; init; }

    /// <summary>The system identifier of the cluster that it is promoted to.</summary>
    public required string SystemIdentifier { get; init; }

    /// <summary>The database that it is promoted to.</summary>
    public required string Database { get; init; }

    /// <summary>Who approved it.</summary>
    public required string ApprovedBy { get; init; }

    /// <summary>Until when it may be promoted.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>What may differ from the rehearsal, by table.</summary>
    public IReadOnlyDictionary<string, TableBounds> Bounds { get; init; } = new Dictionary<string, TableBounds>(StringComparer.Ordinal);

    /// <summary>Reads an approval.</summary>
    /// <param name="path">The file; null where none was named.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SandboxException">There is none (<see cref="ExitCode.AdmissionDenied"/>), or it says something wrong (<see cref="ExitCode.Usage"/>).</exception>
    public static async Task<Approval> LoadAsync(string? path, CancellationToken cancellationToken) => path is not null && File.Exists(path)
        ? InputDocument.Parse(path, Kind, await InputDocument.ReadTextAsync(path, Kind, cancellationToken), Read)
        : throw new SandboxException(ExitCode.AdmissionDenied, $"ADMISSION_DENIED: {(path is null ? "no approval was named; say --approval FILE" : $"there is no approval {path}")}");

    private static Approval Read(InputDocument input, JsonElement root)
    {
        string? script = null, report = null, identifier = null, database = null, approvedBy = null;
        DateTimeOffset? until = null;
        var bounds = new Dictionary<string, TableBounds>(StringComparer.Ordinal);
        foreach (var (key, value, at) in input.Members(root, "$", "$schema", "script", "report", "target", "approvedBy", "until", "bounds"))
        {
            switch (key)
            {
                case "script":
                    script = Hash(input, value, at);
                    break;
                case "report":
                    report = Hash(input, value, at);
                    break;
                case "target":
                    (identifier, database) = input.Pair(value, at, "systemIdentifier", "database");
                    break;
                case "approvedBy":
                    approvedBy = input.Text(value, at);
                    break;
                case "until":
                    until = input.Time(value, at);
                    break;
                case "bounds":
                    foreach (var table in value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : throw input.Wrong(at, "must be an object: bounds by table"))
                    {
                        bounds[table.Name] = Table(input, table.Value, $"{at}.{table.Name}");
                    }

                    break;
                default:
                    _ = input.Text(value, at);
                    break;
            }
        }

        return new Approval
        {
            Path = input.Path,
            Script = input.Required(script, "$.script"),
            Report = input.Required(report, "$.report"),
            SystemIdentifier = input.Required(identifier, "$.target"),
            Database = input.Required(database, "$.target"),
            ApprovedBy = input.Required(approvedBy, "$.approvedBy"),
            Until = until ?? throw input.Wrong("$.until", "is missing; an approval ends at some time"),
            Bounds = bounds,
        };
    }

    private static string Hash(InputDocument input, JsonElement part, string at)
    {
        string? hash = null;
        foreach (var (_, value, below) in input.Members(part, at, "sha256"))
        {
            hash = input.Text(value, below);
        }

        return input.Required(hash, $"{at}.sha256");
    }

    private static TableBounds Table(InputDocument input, JsonElement part, string at)
    {
        var bounds = new TableBounds(null, null, null);
        foreach (var (key, value, below) in input.Members(part, at, "inserted", "updated", "deleted"))
        {
            var rows = Rows(input, value, below);
            bounds = key switch
            {
                "inserted" => bounds with { Inserted = rows },
                "updated" => bounds with { Updated = rows },
                _ => bounds with { Deleted = rows },
            };
        }

        return bounds;
    }

    private static RowBounds Rows(InputDocument input, JsonElement list, string at) => input.Entries(list, at).Select(entry => input.Count(entry.Value, entry.At)).ToList() switch
    {
        [var least, var most] when least <= most => new RowBounds(least, most),
        _ => throw input.Wrong(at, "must be two numbers: [least, most]"),
    };
}
