using System.Text.Json;
using Sandbox.Rehearsal.Effects;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>The JSON of effects.</summary>
internal static class EffectsJson
{
    public static void Write(Utf8JsonWriter json, EffectSummary effects)
    {
        json.WriteStartObject();
        json.WriteList("tables", effects.Tables, WriteTable);
        json.WriteList("rows", effects.Rows, WriteRow);
        json.WriteList("ddl", effects.Ddl, WriteDefinition);
        json.WriteList("rewrites", effects.Rewrites, WriteRewrite);
        json.WriteList("locks", effects.Locks, WriteLock);
        json.WriteList("triggers", effects.Triggers, WriteTrigger);
        json.WriteList("notifications", effects.Notifications, WriteNotification);
        json.WriteCount("walBytes", effects.WalBytes);
        json.WriteList("sequences", effects.Sequences, WriteSequence);
        json.WriteList("notices", effects.Notices, WriteNotice);
        json.WriteEndObject();
    }

    private static void WriteTable(Utf8JsonWriter json, TableEffect table)
    {
        json.WriteStartObject();
        json.WriteString("table", table.Table);
        json.WriteCount("inserted", table.Work?.Inserted);
        json.WriteCount("updated", table.Work?.Updated);
        json.WriteCount("deleted", table.Work?.Deleted);
        json.WriteCount("truncated", table.Truncated);
        json.WriteBoolean("dropped", table.Dropped);
        json.WriteStartObject("net");
        json.WriteCount("inserted", table.Net?.Inserted);
        json.WriteCount("updated", table.Net?.Updated);
        json.WriteCount("deleted", table.Net?.Deleted);
        json.WriteEndObject();
        json.WriteBoolean("named", table.Named);
        json.WriteStartObject("rows");
        json.WriteCount("before", table.RowsBefore);
        json.WriteCount("during", table.RowsDuring);
        json.WriteCount("after", table.RowsAfter);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, RowEffect row)
    {
        json.WriteStartObject();
        json.WriteString("table", row.Table);
        WriteValues(json, "key", row.Key);
        json.WriteString("change", row.Change switch { RowChange.Inserted => "inserted", RowChange.Updated => "updated", _ => "deleted" });
        WriteValues(json, "before", row.Before);
        WriteValues(json, "after", row.After);
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string?>? values)
    {
        if (values is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        foreach (var (column, value) in values)
        {
            json.WriteText(column, value);
        }

        json.WriteEndObject();
    }

    private static void WriteDefinition(Utf8JsonWriter json, DdlEffect definition)
    {
        json.WriteStartObject();
        json.WriteString("command", definition.Command);
        json.WriteString("kind", definition.Kind);
        json.WriteText("object", definition.Object);
        json.WriteBoolean("cascade", definition.Cascade);
        json.WriteCount("line", definition.Line);
        json.WriteBoolean("undone", definition.IsUndone);
        json.WriteEndObject();
    }

    private static void WriteRewrite(Utf8JsonWriter json, RewriteEffect rewrite)
    {
        json.WriteStartObject();
        json.WriteString("relation", rewrite.Relation);
        json.WriteString("reason", rewrite.Reason);
        json.WriteNumber("line", rewrite.Line);
        json.WriteBoolean("existing", rewrite.IsExisting);
        json.WriteEndObject();
    }

    private static void WriteLock(Utf8JsonWriter json, LockEffect held)
    {
        json.WriteStartObject();
        json.WriteString("relation", held.Relation);
        json.WriteString("kind", held.Kind);
        json.WriteString("mode", held.Mode);
        json.WriteNumber("line", held.Line);
        json.WriteNumber("heldMs", held.HeldMs);
        json.WriteString("blocks", held.Blocks switch { LockBlocks.Both => "both", LockBlocks.Writes => "writes", _ => "none" });
        json.WriteBoolean("wouldQueue", held.WouldQueue);
        json.WriteTexts("waiting", held.Waiting);
        json.WriteNumber("statementsBehind", held.StatementsBehind);
        json.WriteBoolean("hasTimeout", held.HasTimeout);
        json.WriteString("evidence", held.Evidence switch { LockEvidence.Inferred => "inferred", LockEvidence.Sampled => "sampled", _ => "held" });
        json.WriteEndObject();
    }

    private static void WriteTrigger(Utf8JsonWriter json, TriggerEffect trigger)
    {
        json.WriteStartObject();
        json.WriteString("table", trigger.Table);
        json.WriteString("trigger", trigger.Trigger);
        json.WriteCount("calls", trigger.Calls);
        json.WriteEndObject();
    }

    private static void WriteNotification(Utf8JsonWriter json, NotificationEffect notification)
    {
        json.WriteStartObject();
        json.WriteString("channel", notification.Channel);
        json.WriteString("source", notification.Source);
        json.WriteEndObject();
    }

    private static void WriteSequence(Utf8JsonWriter json, SequenceEffect sequence)
    {
        json.WriteStartObject();
        json.WriteString("sequence", sequence.Sequence);
        json.WriteCount("before", sequence.Before);
        json.WriteCount("after", sequence.After);
        json.WriteEndObject();
    }

    private static void WriteNotice(Utf8JsonWriter json, NoticeEffect notice)
    {
        json.WriteStartObject();
        json.WriteString("severity", notice.Severity);
        json.WriteString("message", notice.Message);
        json.WriteNumber("line", notice.Line);
        json.WriteEndObject();
    }
}
