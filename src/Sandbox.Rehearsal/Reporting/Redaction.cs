using System.Text.RegularExpressions;
using Sandbox.Rehearsal.Effects;
using Sandbox.Rehearsal.NetZero;

namespace Sandbox.Rehearsal.Reporting;

/// <summary>
/// Takes secrets out of text: passwords in literals, connection strings and URIs, <c>PASSWORD '...'</c>, <c>password=...</c>, stored
/// verifiers. It is applied once to a whole report (or a script's part of it), before any reporter or snapshot sees it.
/// Applying it twice changes nothing more.
/// </summary>
public static partial class Redaction
{
    /// <summary>What stands where a secret stood.</summary>
    public const string Mark = SecretText.Mark;

    /// <summary>The text without its secrets; the same instance where there are none.</summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text) => SecretText.Redact(text);

    /// <summary>The report without secrets in any of its texts.</summary>
    /// <param name="report">The report.</param>
    public static Report Apply(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report with
        {
            Message = Maybe(report.Message),
            Target = report.Target is { } target ? Apply(target) : null,
            Guard = Each(report.Guard, check => check with { Detail = Of(check.Detail) }),
            Scripts = Each(report.Scripts, Apply),
            DanglingSnapshots = [.. report.DanglingSnapshots.Select(Of)],
            NetZero = report.NetZero is { } proof ? Apply(proof) : null,
        };
    }

    /// <summary>The script's report without secrets in any of its texts; for the snapshot, which is compared before the run's report is whole.</summary>
    /// <param name="script">The script's report.</param>
    public static ScriptReport Apply(ScriptReport script)
    {
        ArgumentNullException.ThrowIfNull(script);
        return script with
        {
            Path = Of(script.Path),
            LaneReason = Maybe(script.LaneReason),
            Reasons = Each(script.Reasons, Of),
            Steps = Each(script.Steps, new StepRedaction().Apply),
            Results = Each(script.Results, Apply),
            Checks = Each(script.Checks, check => check with
            {
                Seq = Maybe(check.Seq),
                Name = Of(check.Name),
                Expected = Maybe(check.Expected),
                Actual = Maybe(check.Actual),
            }),
            Snapshot = script.Snapshot with { Difference = Maybe(script.Snapshot.Difference) },
            Effects = Apply(script.Effects),
            Hazards = Each(script.Hazards, hazard => hazard with { Message = Of(hazard.Message), Path = Maybe(hazard.Path), Source = Apply(hazard.Source) }),
            Revert = script.Revert is { } revert ? Apply(revert) : null,
            NetZero = script.NetZero is { } proof ? Apply(proof) : null,
        };
    }

    private static RevertReport Apply(RevertReport revert) => revert with
    {
        Path = Of(revert.Path),
        Differences = Each(revert.Differences, difference => difference with
        {
            What = Of(difference.What),
            Object = Of(difference.Object),
            Key = Maybe(difference.Key),
            Column = Maybe(difference.Column),
            Before = Maybe(difference.Before),
            After = Maybe(difference.After),
        }),
        Limits = Each(revert.Limits, Of),
        Reason = Maybe(revert.Reason),
    };

    private static TargetFacts Apply(TargetFacts target) => target with
    {
        Host = Of(target.Host),
        Capabilities = Each(target.Capabilities, Of),
    };

    private static Excerpt? Apply(Excerpt? source)
    {
        if (source is null || Of(source.Text) is var text && string.Equals(text, source.Text, StringComparison.Ordinal))
        {
            return source;
        }

        // What stood there is gone: the place is told as far as the line still has it.
        var start = Math.Min(source.Start, text.Length);
        return new Excerpt(text, start, Math.Max(1, Math.Min(source.Length, text.Length - start)));
    }

    private static ResultTable Apply(ResultTable table)
    {
        var secret = table.Columns.Select(IsSecretColumn).ToArray();
        return table with
        {
            Columns = Each(table.Columns, Of),
            Rows = Each(table.Rows, row => row.Select((value, at) => secret[at] ? Cell(value) : Maybe(value)).ToArray()),
        };
    }

    private static Dictionary<string, string?>? Apply(IReadOnlyDictionary<string, string?>? values)
    {
        if (values is null)
        {
            return null;
        }

        var redacted = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (column, value) in values)
        {
            redacted[Of(column)] = IsSecretColumn(column) ? Cell(value) : Maybe(value);
        }

        return redacted;
    }

    /// <summary>Whether a column holds passwords, by its name.</summary>
    internal static bool IsSecretColumn(string column) => SecretColumn().IsMatch(column);

    /// <summary>A value of such a column: only what says nothing is left.</summary>
    internal static string? Cell(string? value) => string.IsNullOrEmpty(value) || Flag().IsMatch(value) ? value : Mark;

    private static EffectSummary Apply(EffectSummary effects) => effects with
    {
        Tables = effects.Tables is { } tables ? Each(tables, table => table with { Table = Of(table.Table) }) : null,
        Rows = effects.Rows is { } rows ? Each(rows, row => row with { Table = Of(row.Table), Key = Apply(row.Key)!, Before = Apply(row.Before), After = Apply(row.After) }) : null,
        Ddl = effects.Ddl is { } definitions ? Each(definitions, definition => definition with { Object = Of(definition.Object) }) : null,
        Triggers = effects.Triggers is { } triggers ? Each(triggers, trigger => trigger with { Table = Of(trigger.Table), Trigger = Of(trigger.Trigger) }) : null,
        Rewrites = effects.Rewrites is { } rewrites ? Each(rewrites, rewrite => rewrite with { Relation = Of(rewrite.Relation) }) : null,
        Locks = effects.Locks is { } locks ? Each(locks, held => held with { Relation = Of(held.Relation) }) : null,
        Notifications = effects.Notifications is { } sent ? Each(sent, one => one with { Channel = Of(one.Channel), Source = Of(one.Source) }) : null,
        Sequences = Each(effects.Sequences, sequence => sequence with { Sequence = Of(sequence.Sequence) }),
        Notices = Each(effects.Notices, notice => notice with { Message = Of(notice.Message) }),
    };

    private static Residue Apply(Residue residue) => residue with { Object = Of(residue.Object), Before = Maybe(residue.Before), After = Maybe(residue.After), Reason = Maybe(residue.Reason) };

    private static NetZeroProof Apply(NetZeroProof proof) => proof with
    {
        TransactionStatus = Of(proof.TransactionStatus),
        ForeignCommits = Each(proof.ForeignCommits, foreign => foreign with { Session = Maybe(foreign.Session) }),
        Residue = Each(proof.Residue, Apply),
        ForeignChanges = Each(proof.ForeignChanges, Apply),
        Comparison = Maybe(proof.Comparison),
        Reason = Maybe(proof.Reason),
    };

    private static string? Maybe(string? text) => text is null ? null : Of(text);

    /// <summary>The items without their secrets; the same list where none of them changed.</summary>
    private static IReadOnlyList<T> Each<T>(IReadOnlyList<T> items, Func<T, T> redact)
        where T : class
    {
        T[]? redacted = null;
        for (var i = 0; i < items.Count; i++)
        {
            var item = redact(items[i]);
            if (redacted is null && !ReferenceEquals(item, items[i]))
            {
                redacted = [.. items];
            }

            redacted?[i] = item;
        }

        return redacted ?? items;
    }

    // A column that holds passwords by its name; password_changed_at and pass are others.
    [GeneratedRegex(@"\A(?:\w*_|rol)?(?:password|passwd|passphrase)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretColumn();

    // has_password = t says nothing.
    [GeneratedRegex(@"\A(?:t|f|true|false|yes|no|\*+)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Flag();

    /// <summary>Takes secrets out of steps. There may be many, hardly one holds a secret, and most say in most of their places what the one before has said.</summary>
    private sealed class StepRedaction
    {
        private Step? _bare;

        public Step Apply(Step step)
        {
            if (step is { Error: null, Explain: null, Effects: null }
                && IsBare(step.Path, _bare?.Path) && IsBare(step.Command, _bare?.Command) && IsBare(step.Tag, _bare?.Tag) && IsBare(step.Text, _bare?.Text)
                && IsBare(step.Output, _bare?.Output) && IsBare(step.Played, _bare?.Played))
            {
                return _bare = step;
            }

            return step with
            {
                Path = Of(step.Path),
                Command = Of(step.Command),
                Tag = Maybe(step.Tag),
                Text = Of(step.Text),
                Output = Maybe(step.Output),
                Error = step.Error is { } error ? error with { Message = Of(error.Message), Source = Redaction.Apply(error.Source) } : null,
                Played = Maybe(step.Played),
                Explain = step.Explain is { } estimate ? estimate with { Reason = Maybe(estimate.Reason) } : null,
                Effects = step.Effects is { } effects ? Redaction.Apply(effects) : null,
            };
        }

        private static bool IsBare(string? text, string? known) => text is null || string.Equals(text, known, StringComparison.Ordinal) || ReferenceEquals(Of(text), text);
    }
}
