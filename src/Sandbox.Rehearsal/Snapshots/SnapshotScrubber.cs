using System.Globalization;
using System.Text.RegularExpressions;

namespace Sandbox.Rehearsal.Snapshots;

/// <summary>
/// Puts numbered tokens for values that differ from run to run, in Verify's manner: <c>Guid_1</c>, <c>DateTime_1</c>,
/// <c>DateTimeOffset_1</c>, <c>Date_1</c>; and for the server's own counters, <c>Xid_1</c>, <c>Oid_1</c>, <c>Pid_1</c>,
/// <c>Lsn_1</c>, <c>Tid_1</c>, where the column's name says what they are. The same value has the same token in the whole text.
/// </summary>
/// <param name="own">What is replaced before that, in this order.</param>
internal sealed partial class SnapshotScrubber(IReadOnlyList<SnapshotScrub> own)
{
    private static readonly HashSet<string> XidColumns = new(StringComparer.OrdinalIgnoreCase)
    {
        "xmin", "xmax", "transactionid", "transaction_id", "txid_current", "txid_current_if_assigned", "pg_current_xact_id",
        "pg_current_xact_id_if_assigned", "pg_snapshot_xmin", "pg_snapshot_xmax", "backend_xmin",
    };

    private readonly Dictionary<(string Kind, object Value), string> tokens = [];
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>The value with tokens in it.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="value">The value.</param>
    public string Scrub(string column, string value)
    {
        foreach (var scrub in own)
        {
            (value, var isWhole) = scrub.Replace(column, value, text => Token(scrub.Token, text));
            if (isWhole)
            {
                return value;
            }
        }

        if (CounterKind(column) is { } kind && CounterValue(kind).IsMatch(value))
        {
            // 0 is nobody's oid or transaction: it says that there is none, in every run.
            return value is "0" ? value : Token(kind, value);
        }

        if (WholeDate().IsMatch(value) && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return Token("Date", date);
        }

        return Volatile().Replace(value, match => match.Groups["guid"].Success ? Guid(match.Value) : Moment(match));
    }

    private string Guid(string text)
    {
        var guid = System.Guid.Parse(text);
        return guid == System.Guid.Empty ? "Guid_Empty" : Token("Guid", guid);
    }

    private string Moment(Match match)
    {
        var zoned = match.Groups["zone"].Success;
        var kind = zoned ? "DateTimeOffset" : "DateTime";
        var text = match.Value.Replace('T', ' ');
        if (zoned && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant))
        {
            return Token(kind, instant);
        }

        // PostgreSQL knows 24:00:00 and offsets with seconds; they count by their spelling.
        return !zoned && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? Token(kind, local)
            : Token(kind, text);
    }

    private string Token(string kind, object value)
    {
        if (!tokens.TryGetValue((kind, value), out var token))
        {
            var number = counts[kind] = counts.GetValueOrDefault(kind) + 1;
            token = string.Create(CultureInfo.InvariantCulture, $"{kind}_{number}");
            tokens.Add((kind, value), token);
        }

        return token;
    }

    private static string? CounterKind(string column)
    {
        if (XidColumns.Contains(column))
        {
            return "Xid";
        }

        var lastWord = column[(column.LastIndexOf('_') + 1)..];
        return lastWord.ToUpperInvariant() switch
        {
            "XID" or "TXID" => "Xid",
            "OID" or "RELID" or "RELFILENODE" => "Oid",
            "PID" => "Pid",
            "LSN" => "Lsn",
            "CTID" => "Tid",
            _ => null,
        };
    }

    private static Regex CounterValue(string kind) => kind switch
    {
        "Lsn" => LogPosition(),
        "Tid" => RowPosition(),
        _ => Digits(),
    };

    [GeneratedRegex(@"\A[0-9]+\z", RegexOptions.None, 1000)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}\z", RegexOptions.None, 1000)]
    private static partial Regex LogPosition();

    [GeneratedRegex(@"\A\([0-9]+,[0-9]+\)\z", RegexOptions.None, 1000)]
    private static partial Regex RowPosition();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z", RegexOptions.None, 1000)]
    private static partial Regex WholeDate();

    [GeneratedRegex(
        """
        (?<![0-9A-Za-z])(?<guid>[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})(?![0-9A-Za-z])
        | (?<![0-9A-Za-z-])[0-9]{4}-[0-9]{2}-[0-9]{2}[\ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?<zone>Z|[+-][0-9]{2}(?::[0-9]{2}){0,2})?(?![0-9A-Za-z])
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Volatile();
}
